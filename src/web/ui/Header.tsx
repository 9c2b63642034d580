import { makeStyles, Subtitle2, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onNarrowScreen } from './screenWidth.ts';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    // Reserves the height of the account button, which comes only after the sign-in.
    flexShrink: 0,
    minHeight: '32px',
    [onNarrowScreen]: { minHeight: '40px' },
    // The account menu opens above the videos and the controls of a call.
    position: 'relative',
    zIndex: 3,
  },
  // Fluent's Badge looks the same, but would add 2 KiB to the first screen.
  label: {
    paddingInline: tokens.spacingHorizontalXS,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
    ...typographyStyles.caption1Strong,
  },
  end: { marginInlineStart: 'auto' },
});

/** The top line of a screen. @param props.label names the deployment; `null` for none. @param props.children the account menu */
export function Header({ label, children }: { label: string | null; children?: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <header className={styles.header}>
      {/* Lazy, because the request for the image would delay the first frame by 6 ms. */}
      <img loading="lazy" src="/icon.svg" alt="" width={24} height={24} />
      <Subtitle2>{t('product')}</Subtitle2>
      {label && <span className={styles.label}>{label}</span>}
      <div className={styles.end}>{children}</div>
    </header>
  );
}
