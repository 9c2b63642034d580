import { Button, Caption1, Field, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phone } from '../../calling/phone.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { useDevices, usePhone, useSettings } from '../../calling/react.tsx';
import { watchDeviceAccess } from '../../ui/useDeviceAccess.ts';
import { ConnectionCheck } from './ConnectionCheck.tsx';
import { DeviceSelect } from './DeviceSelect.tsx';
import { MicrophoneCheck } from './MicrophoneCheck.tsx';
import { playTestSound } from './testSound.ts';
import { useRingerDevices } from './useRingerDevices.ts';

const useStyles = makeStyles({ range: { width: '100%', accentColor: tokens.colorBrandBackground } });

/** Reads the list of devices. If the SDK cannot list them, the user reads so and may try again. */
async function updateList(phone: Phone): Promise<void> {
  try {
    await phone.devices.updateList();
  } catch (cause) {
    const { problem } = translateSdkError(cause, 'devices-not-listed');
    phone.reportProblem({ ...problem, remedy: 'retry', retry: () => void updateList(phone) });
  }
}

/** The user chooses and checks the microphone, the camera, the speaker and the device that plays the ringtone (ringer). */
export function DevicesTab() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const [settings, changeSettings] = useSettings();
  const { microphones, cameras, speakers } = useDevices();
  const ringers = useRingerDevices();
  useEffect(() => {
    void updateList(phone);
    // The browser hides the names of devices until the user gives permission. The SDK raises no event at that moment.
    return watchDeviceAccess(() => void updateList(phone));
  }, [phone]);
  const hasDeviceNames =
    microphones.some(({ name }) => name !== '') || cameras.some(({ name }) => name !== '');
  const requestAccess = async () => {
    await phone.devices.askPermission({ audio: true, video: true });
    await updateList(phone);
  };
  return (
    <>
      {!hasDeviceNames && <Button onClick={() => void requestAccess()}>{t('settings.allow')}</Button>}
      <DeviceSelect
        label={t('settings.microphone')}
        devices={microphones}
        value={settings.microphone}
        onChange={(microphone) => changeSettings({ microphone })}
      />
      <MicrophoneCheck />
      <Switch
        label={t('noiseSuppression.setting')}
        checked={settings.noiseSuppression}
        onChange={(_event, { checked }) => changeSettings({ noiseSuppression: checked })}
      />
      <DeviceSelect
        label={t('settings.camera')}
        devices={cameras}
        value={settings.camera}
        onChange={(camera) => changeSettings({ camera })}
      />
      <DeviceSelect
        label={t('settings.speaker')}
        devices={speakers}
        value={settings.speaker}
        onChange={(speaker) => changeSettings({ speaker })}
      />
      <DeviceSelect
        label={t('settings.ringer')}
        devices={ringers}
        value={settings.ringer}
        onChange={(ringer) => changeSettings({ ringer })}
      />
      {/* This is not Fluent's Slider, because the Slider's style makes Chromium warn in the console. */}
      <Field label={t('settings.ringVolume')}>
        {(fieldProps) => (
          <input
            {...fieldProps}
            type="range"
            className={styles.range}
            min={0}
            max={100}
            value={Math.round(settings.ringVolume * 100)}
            onChange={(event) => changeSettings({ ringVolume: Number(event.target.value) / 100 })}
          />
        )}
      </Field>
      <Button onClick={() => void playTestSound(settings.ringer, settings.ringVolume)}>
        {t('settings.testSound')}
      </Button>
      <Switch
        label={t('settings.doNotDisturb')}
        checked={settings.doNotDisturb}
        onChange={(_event, { checked }) => changeSettings({ doNotDisturb: checked })}
      />
      <Caption1>{t(settings.doNotDisturb ? 'incoming.doNotDisturbOn' : 'incoming.reach')}</Caption1>
      <ConnectionCheck />
    </>
  );
}
