import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { EndedCallNotice } from './EndedCallNotice.tsx';
import { TransferFailedNotice } from './TransferFailedNotice.tsx';

const useStyles = makeStyles({
  notices: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    // The notices begin where the view below them begins.
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
  },
});

/** Notices about calls that ended and transfers that failed. The user may have been looking at another call. */
export function NoticeList() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const notices = usePhoneState((state) => state.notices);
  const ended = usePhoneState((state) => state.ended);
  if (notices.length === 0 && !ended) return null;
  return (
    <section aria-label={t('news.title')} className={styles.notices}>
      {notices.map((notice) =>
        notice.kind === 'ended' ? (
          <EndedCallNotice
            key={notice.id}
            ended={notice.ended}
            onDismiss={() => phone.dismissNotice(notice.id)}
          />
        ) : (
          <TransferFailedNotice key={notice.id} notice={notice} />
        ),
      )}
      {ended && <EndedCallNotice key={ended.id} ended={ended} onDismiss={phone.dismissEndedCall} />}
    </section>
  );
}
