import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({ view: { padding: tokens.spacingHorizontalXL } });

/** The view *Meetings*. */
export function MeetingsView() {
  const { t } = useTranslation();
  return (
    <div className={useStyles().view}>
      <h1>{t('rail.meetings')}</h1>
      <Body1>{t('rail.meetingsHint')}</Body1>
    </div>
  );
}
