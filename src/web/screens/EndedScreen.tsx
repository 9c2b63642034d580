import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../calling/react.tsx';
import { findEndDetail } from '../errors/endReason.ts';
import type { EndedCall } from '../calling/call/snapshot.ts';
import { useEndedCall } from '../areas/call-notices/useEndedCall.ts';
import { usePhoto } from '../people/usePhoto.ts';
import { formatDuration } from '../ui/formatDuration.ts';
import { Page } from '../ui/Page.tsx';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalM },
});

/** The screen after a call. It says how the call ended, with the code that support needs. */
export function EndedScreen({ ended }: { ended: EndedCall }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const { other, target, seconds } = ended;
  const { name, title, callBackTarget } = useEndedCall(ended);
  // A transfer ends the call with the code of an ordinary end. The details of that code would mislead the user.
  const detail = ended.kind === 'transferred' ? null : findEndDetail(ended.code);
  const photo = usePhoto(target ? null : other, 96);
  return (
    <Page title={title} figure={<PersonAvatar name={name} size={96} photo={photo} />} focusTitle>
      {!title.includes(name) && (
        <Body1>
          <bdi>{name}</bdi>
        </Body1>
      )}
      {detail && <Body1>{t(`ended.why.${detail}`)}</Body1>}
      {seconds !== null && <Body1>{t('ended.lasted', { time: formatDuration(seconds) })}</Body1>}
      {ended.code !== '0/0' && <Caption1>{t('ended.code', { code: ended.code })}</Caption1>}
      <div className={styles.buttons}>
        {callBackTarget && (
          <Button
            appearance="primary"
            onClick={() => void phone.placeCall(callBackTarget, { video: ended.withVideo })}
          >
            {t('ended.callAgain')}
          </Button>
        )}
        <Button onClick={phone.closeEndedScreen}>{t('ended.close')}</Button>
      </div>
    </Page>
  );
}
