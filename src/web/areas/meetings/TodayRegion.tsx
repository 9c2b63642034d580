import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  region: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  heading: { margin: 0 },
});

/** The region *Today*. */
export function TodayRegion({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className={styles.region}>
      <Subtitle2 as="h2" id={headingId} className={styles.heading}>
        {t('meetings.today')}
      </Subtitle2>
      {children}
    </section>
  );
}
