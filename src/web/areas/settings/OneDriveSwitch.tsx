import { Button, Caption1, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { useSettings } from '../../calling/react.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { ListsInOneDriveContext, type ListsInOneDrive } from '../../lists/ListsInOneDrive.ts';

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    // Undoes the padding of the switch, so that it lines up with the rest.
    '& > .fui-Switch': { marginInlineStart: '-8px' },
    '& > button': { alignSelf: 'start' },
  },
});

/** The setting that keeps the user's lists in the user's OneDrive, if `config.json` offers that. */
export function OneDriveSwitch() {
  const access = use(ListsInOneDriveContext);
  return access && <OfferedSwitch access={access} />;
}

function OfferedSwitch({ access }: { access: ListsInOneDrive }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [{ keepsInOneDrive }, changeSettings] = useSettings();
  /** What has become of the file since the user switched this off; `null` before that. */
  const [file, setFile] = useState<'there' | 'removed' | 'notRemoved' | null>(null);
  const change = (isOn: boolean) => {
    changeSettings({ keepsInOneDrive: isOn });
    if (!isOn) access.stop();
    setFile(isOn ? null : 'there');
  };
  const removeFile = async () => setFile((await access.removeFile()) ? 'notRemoved' : 'removed');
  return (
    <div className={styles.section}>
      <Switch
        label={t('oneDrive.switch')}
        checked={keepsInOneDrive}
        onChange={(_event, { checked }) => change(checked)}
      />
      {keepsInOneDrive && <ConsentPrompt feature="lists" />}
      <Caption1 role="status">
        {keepsInOneDrive ? <State access={access} /> : file && t(`oneDrive.${file}`)}
      </Caption1>
      {!keepsInOneDrive && file !== null && file !== 'removed' && (
        <Button onClick={() => void removeFile()}>{t('oneDrive.remove')}</Button>
      )}
    </div>
  );
}

/** Says why the lists are not up to date, and when they last were. */
function State({ access }: { access: ListsInOneDrive }) {
  const { t } = useTranslation();
  const { formatShortDateAndTime } = useTimeFormats();
  const { fault, syncedAt } = useReadable(access.status);
  if (useConsent('lists').state !== 'granted') return null;
  const texts = [
    fault && t(`oneDrive.${fault}`),
    syncedAt !== null && t('oneDrive.syncedAt', { time: formatShortDateAndTime(syncedAt) }),
  ].filter(Boolean);
  return texts.join(' ') || t('oneDrive.starting');
}
