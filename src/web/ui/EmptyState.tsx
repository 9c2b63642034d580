import { Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXL}`,
    color: tokens.colorNeutralForeground3,
    textAlign: 'center',
  },
});

interface EmptyStateProps {
  icon: ReactNode;
  /** Says what is missing, or what the user can do to fill the place. */
  title: string;
  /** What will appear here. */
  hint?: string;
}

/** Fills a list or a pane that has nothing to show yet. */
export function EmptyState({ icon, title, hint }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      {icon}
      <Body1Strong align="center">{title}</Body1Strong>
      {hint && <Caption1 align="center">{hint}</Caption1>}
    </div>
  );
}
