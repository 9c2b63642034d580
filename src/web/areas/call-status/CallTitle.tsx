import { makeStyles, Subtitle1 } from '@fluentui/react-components';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { onPhoneCall } from '../../ui/callWidth.ts';
import { oneLine } from '../../ui/oneLine.ts';

const useStyles = makeStyles({
  title: {
    flexShrink: 1,
    minWidth: 0,
    margin: 0,
    ...oneLine,
    // On a phone the state of the call stands in a line of its own below the title.
    [onPhoneCall]: { flexBasis: '100%' },
  },
});

/** The title of the call: the meeting, or the people in it. */
export function CallTitle() {
  const styles = useStyles();
  const title = useCallTitle();
  return (
    <Subtitle1 as="h1" className={styles.title} title={title}>
      <bdi>{title}</bdi>
    </Subtitle1>
  );
}
