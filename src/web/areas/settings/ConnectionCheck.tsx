import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneState } from '../../calling/react.tsx';

/** What the browser must provide for a call. `network` means WebRTC. */
type Check = 'microphone' | 'camera' | 'network';
type CheckResult = 'good' | 'bad';

const networkTimeoutMs = 8_000;

async function checkDevice(constraints: MediaStreamConstraints): Promise<CheckResult> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    for (const track of stream.getTracks()) track.stop();
    return 'good';
  } catch {
    // The user has refused the device, or it is missing or busy. The help text is the same for all three.
    return 'bad';
  }
}

/** Connects two WebRTC peers in this page. This fails if a policy or a browser extension blocks WebRTC. */
async function checkPeerConnection(): Promise<CheckResult> {
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  try {
    // The end of the candidates is `null` in the event, but `undefined` for `addIceCandidate`.
    const passCandidates = (from: RTCPeerConnection, to: RTCPeerConnection) =>
      from.addEventListener('icecandidate', (event) => void to.addIceCandidate(event.candidate ?? undefined));
    passCandidates(sender, receiver);
    passCandidates(receiver, sender);
    const channel = sender.createDataChannel('check');
    const resultPromise = new Promise<CheckResult>((resolve) => {
      receiver.addEventListener('datachannel', (event) =>
        event.channel.addEventListener('message', () => resolve('good')),
      );
      setTimeout(resolve, networkTimeoutMs, 'bad');
    });
    channel.addEventListener('open', () => channel.send('check'));
    // Without an argument, the browser creates the offer, and then the answer.
    await sender.setLocalDescription();
    if (sender.localDescription) await receiver.setRemoteDescription(sender.localDescription);
    await receiver.setLocalDescription();
    if (receiver.localDescription) await sender.setRemoteDescription(receiver.localDescription);
    return await resultPromise;
  } catch {
    return 'bad';
  } finally {
    sender.close();
    receiver.close();
  }
}

const checkFunctions: Record<Check, () => Promise<CheckResult>> = {
  microphone: () => checkDevice({ audio: true }),
  camera: () => checkDevice({ video: true }),
  network: checkPeerConnection,
};

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  help: { width: '100%', color: tokens.colorNeutralForeground3 },
});

type Results = Partial<Record<Check, CheckResult | 'checking'>>;
const checks = Object.keys(checkFunctions) as Check[];

/** A button that checks the microphone, the camera, WebRTC and the connection to the calling service, and lists the results. */
export function ConnectionCheck() {
  const { t } = useTranslation();
  const styles = useStyles();
  const isConnected = usePhoneState(({ connection }) => connection === 'Connected');
  const [results, setResults] = useState<Results | null>(null);
  const runChecks = () => {
    setResults(Object.fromEntries(checks.map((check) => [check, 'checking'])));
    for (const check of checks)
      void checkFunctions[check]().then((result) =>
        setResults((earlierResults) => ({ ...earlierResults, [check]: result })),
      );
  };
  /** `null` until the user has pressed the button. */
  const rows = results && [
    ...checks.map((check) => [check, results[check] ?? 'checking'] as const),
    ['service', isConnected ? 'good' : 'bad'] as const,
  ];
  return (
    <>
      <Button onClick={runChecks}>{t('settings.connection')}</Button>
      {rows && (
        <ul className={styles.list} aria-live="polite">
          {rows.map(([check, result]) => (
            <li key={check} className={styles.row}>
              <span>{t(`settings.checks.${check}`)}</span>
              <strong>{t(`settings.verdicts.${result}`)}</strong>
              {result === 'bad' && (
                <Caption1 className={styles.help}>{t(`settings.connectionBad.${check}`)}</Caption1>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
