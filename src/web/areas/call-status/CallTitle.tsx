import { makeStyles, Subtitle2 } from '@fluentui/react-components';
import { useCallTitle } from '../../people/useCallTitle.ts';

const useStyles = makeStyles({
  title: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '100%', margin: 0 },
});

/** The title of the call: the meeting, or the people in it. */
export function CallTitle() {
  const styles = useStyles();
  return (
    <Subtitle2 as="h1" className={styles.title}>
      <bdi>{useCallTitle()}</bdi>
    </Subtitle2>
  );
}
