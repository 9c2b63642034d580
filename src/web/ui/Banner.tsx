import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { createEntrance } from './motion.ts';

const useStyles = makeStyles({
  banner: {
    ...createEntrance('translateY(-8px)'),
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    boxSizing: 'border-box',
    maxWidth: '100%',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadius3XLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    // The shadow separates the banner from the videos. The border separates it from a tile of the same colour.
    boxShadow: tokens.shadow8,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    ...typographyStyles.caption1,
    overflowWrap: 'anywhere',
  },
  icon: { display: 'flex', flexShrink: 0 },
  words: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
});

/** One line of news about the call, over the videos, for example about a recording. Screen readers announce the line. */
export function Banner({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div role="status" className={styles.banner}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.words}>{children}</div>
    </div>
  );
}
