import { Body1, makeStyles, Spinner } from '@fluentui/react-components';
import { Page } from '../ui/Page.tsx';
import { useTakesLong } from '../ui/useTakesLong.ts';

/** Milliseconds until the spinner appears. Most waits are shorter, and the animation would slow down the loading. */
const spinnerDelayMs = 1_000;

const useStyles = makeStyles({
  // Reserves the place of the spinner, so that nothing moves when it appears.
  figure: { height: '36px' },
});

/** A screen that says what the app is waiting for, with a spinner if that takes long. */
export function WaitScreen({ title, text }: { title: string; text?: string }) {
  const styles = useStyles();
  const takesLong = useTakesLong(true, spinnerDelayMs);
  return (
    <Page
      title={title}
      figure={<div className={styles.figure}>{takesLong && <Spinner size="large" aria-hidden />}</div>}
    >
      {text && <Body1>{text}</Body1>}
    </Page>
  );
}
