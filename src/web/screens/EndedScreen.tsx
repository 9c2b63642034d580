import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName, usePhone } from '../calling/react.tsx';
import type { EndedCall } from '../calling/snapshot.ts';
import { formatDuration } from '../ui/formatDuration.ts';
import { Page } from '../ui/Page.tsx';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalM },
});

/** How the call ended, in words, with the code that support asks for. */
export function EndedScreen({ ended }: { ended: EndedCall }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const name = usePersonName(ended.other) || t('ended.someone');
  const { other, seconds } = ended;
  return (
    <Page
      title={t(`ended.${ended.kind}`, { name })}
      figure={<PersonAvatar name={name} size={96} />}
      focusTitle
    >
      <Body1 as="p">
        <bdi>{name}</bdi>
      </Body1>
      {seconds !== null && <Body1>{t('ended.lasted', { time: formatDuration(seconds) })}</Body1>}
      <Caption1>{t('ended.code', { code: ended.code })}</Caption1>
      <div className={styles.buttons}>
        {other !== null && (
          <Button appearance="primary" onClick={() => void phone.dial(other, { video: ended.withVideo })}>
            {t('ended.callAgain')}
          </Button>
        )}
        <Button onClick={phone.closeEnded}>{t('ended.close')}</Button>
      </div>
    </Page>
  );
}
