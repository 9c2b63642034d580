import { Button, Field, makeStyles, tokens, Select } from '@fluentui/react-components';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { listDevices } from '../../calling/listDevices.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { heldAlertChoices } from '../../settings/settings.ts';
import { useDevices, usePhone, useSettings } from '../../calling/react.tsx';
import { watchDeviceAccess } from '../../base/deviceAccess.ts';
import { ConnectionCheck } from './ConnectionCheck.tsx';
import { HeadsetSettings } from './HeadsetSettings.tsx';
import { MicrophoneCheck } from './MicrophoneCheck.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';

const useStyles = makeStyles({
  // With an accent too dark for the dark theme, Chromium draws the rest of the track in white.
  range: { width: '100%', accentColor: tokens.colorCompoundBrandBackground },
});

/**
 * Lets the user choose and check the microphone, the camera, the speaker, and the device that plays the ringtone (ringer).
 * @param props.reachability how calls reach the user
 */
export function DevicesTab({ reachability }: { reachability?: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const [settings, changeSettings] = useSettings();
  const { microphones, cameras, speakers } = useDevices();
  const ringers = useRingerDevices();
  useEffect(() => {
    void listDevices(phone);
    // The browser hides the devices' names until the user gives permission, and the SDK raises no event for that.
    return watchDeviceAccess(() => void listDevices(phone));
  }, [phone]);
  const hasDeviceNames =
    microphones.some(({ name }) => name !== '') || cameras.some(({ name }) => name !== '');
  const requestAccess = async () => {
    await phone.devices.askPermission({ audio: true, video: true });
    await listDevices(phone);
  };
  return (
    <>
      {!hasDeviceNames && <Button onClick={() => void requestAccess()}>{t('settings.allow')}</Button>}
      <DeviceSelect kind="microphone" devices={microphones} />
      <MicrophoneCheck />
      <SettingSwitch name="noiseSuppression" label={t('noiseSuppression.setting')} />
      <DeviceSelect kind="camera" devices={cameras} />
      <DeviceSelect kind="speaker" devices={speakers} />
      <DeviceSelect kind="ringer" devices={ringers} />
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
      {reachability}
      <HeldAlertSelect />
      <HeadsetSettings />
      <ConnectionCheck />
    </>
  );
}

type Device = { readonly id: string; readonly name: string };
type DeviceKind = 'microphone' | 'camera' | 'speaker' | 'ringer';

/** Lets the user choose a device. While the chosen device is not connected, the box shows the system's default. */
function DeviceSelect({ kind, devices }: { kind: DeviceKind; devices: readonly Device[] }) {
  const { t } = useTranslation();
  const [settings, changeSettings] = useSettings();
  const chosenDevice = devices.find(({ id }) => id === settings[kind]);
  return (
    <Field label={t(`settings.${kind}`)} {...(devices.length === 0 && { hint: t('settings.noChoice') })}>
      <Select
        value={chosenDevice?.id ?? ''}
        disabled={devices.length === 0}
        onChange={(event) => changeSettings({ [kind]: event.target.value || null })}
      >
        <option value="">{t('settings.system')}</option>
        {devices.map(({ id, name }, index) => (
          <option key={id} value={id}>
            {name || t('settings.unnamed', { number: index + 1 })}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Lets the user choose after how long the app reminds the user of a caller on hold. */
function HeldAlertSelect() {
  const { t } = useTranslation();
  const { formatLength } = useTimeFormats();
  const [{ heldAlertSeconds }, changeSettings] = useSettings();
  return (
    <Field label={t('heldCaller.setting')} hint={t('heldCaller.settingHint')}>
      <Select
        value={String(heldAlertSeconds)}
        onChange={(event) => {
          const chosen = heldAlertChoices.find((choice) => String(choice) === event.target.value);
          if (chosen !== undefined) changeSettings({ heldAlertSeconds: chosen });
        }}
      >
        {heldAlertChoices.map((choice) => (
          <option key={choice} value={choice}>
            {choice === 0 ? t('heldCaller.never') : t('heldCaller.after', { time: formatLength(choice) })}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Returns the audio outputs that can play the ringtone, with the browser's `deviceId`; none if the browser offers no choice. */
function useRingerDevices(): readonly Device[] {
  const [devices, setDevices] = useState<readonly Device[]>([]);
  useEffect(() => {
    if (!('setSinkId' in HTMLMediaElement.prototype)) return;
    let isMounted = true;
    const updateDevices = async () => {
      const allDevices = await navigator.mediaDevices.enumerateDevices();
      const outputs = allDevices.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '');
      if (isMounted) setDevices(outputs.map(({ deviceId, label }) => ({ id: deviceId, name: label })));
    };
    const onChange = () => void updateDevices();
    onChange();
    return joinStops(
      listenTo(navigator.mediaDevices, ['devicechange'], onChange),
      // The browser hides the names of devices until the user gives permission.
      watchDeviceAccess(onChange),
      () => (isMounted = false),
    );
  }, []);
  return devices;
}

/** The notes C5, E5 and G5, in hertz. */
const frequencies = [523, 659, 784];
const noteSeconds = 0.16;
const pauseSeconds = 0.02;
/** How loud the notes are at full volume, from 0 (silent) to 1. */
const maxGain = 0.3;

/** Plays three notes, so that the user hears which device plays the ringtone. @param ringer the browser's `deviceId` */
async function playTestSound(ringer: string | null, volume: number): Promise<void> {
  // The cast is for `sinkId`, which the type does not know.
  const audioContext = new AudioContext(ringer === null ? {} : ({ sinkId: ringer } as AudioContextOptions));
  const gainNode = new GainNode(audioContext, { gain: volume * maxGain });
  gainNode.connect(audioContext.destination);
  const oscillators = frequencies.map((frequency, index) => {
    const oscillator = new OscillatorNode(audioContext, { frequency });
    oscillator.connect(gainNode);
    const startsAt = audioContext.currentTime + index * (noteSeconds + pauseSeconds);
    oscillator.start(startsAt);
    oscillator.stop(startsAt + noteSeconds);
    return oscillator;
  });
  await new Promise((resolve) => oscillators.at(-1)?.addEventListener('ended', resolve));
  await audioContext.close();
}
