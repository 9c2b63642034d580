import { Body1, makeStyles, Spinner } from '@fluentui/react-components';
import { Page } from '../ui/Page.tsx';

/** Milliseconds without a spinner. Its animation takes time from the code that loads, and most waits are over by then. */
const spinnerDelayMs = 1_000;

const useStyles = makeStyles({
  // The place of the spinner, so that nothing moves when it appears.
  figure: { height: '36px' },
});

/** A screen that says what the app is waiting for, with a spinner if that takes long. */
export function WaitScreen({ title, text }: { title: string; text?: string }) {
  const styles = useStyles();
  return (
    <Page
      title={title}
      figure={
        <div className={styles.figure}>
          <Spinner size="large" delay={spinnerDelayMs} aria-hidden />
        </div>
      }
    >
      {text && <Body1>{text}</Body1>}
    </Page>
  );
}
