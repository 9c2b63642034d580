import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';

// Each button of the toolbar needs 56 px, so that every language's longest word fits.
const onTooNarrow = {
  first: '@container toolbar (max-width: 359px)',
  second: '@container toolbar (max-width: 427px)',
  third: '@container toolbar (max-width: 539px)',
};

const useStyles = makeStyles({
  button: { display: 'contents' },
  item: { display: 'none' },
  firstButton: { [onTooNarrow.first]: { display: 'none' } },
  secondButton: { [onTooNarrow.second]: { display: 'none' } },
  thirdButton: { [onTooNarrow.third]: { display: 'none' } },
  firstItem: { [onTooNarrow.first]: { display: 'contents' } },
  secondItem: { [onTooNarrow.second]: { display: 'contents' } },
  thirdItem: { [onTooNarrow.third]: { display: 'contents' } },
});

interface SpareControlProps {
  /** Which button a toolbar that grows shows first. */
  place: keyof typeof onTooNarrow;
  children: ReactNode;
}

/** A button of the toolbar that users of phones need less often. A toolbar without room for it shows the `SpareItem` instead. */
export function SpareButton({ place, children }: SpareControlProps) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.button, styles[`${place}Button`])}>{children}</div>;
}

/** The entry of the menu *More* that takes the place of the `SpareButton` on a narrow toolbar. */
export function SpareItem({ place, children }: SpareControlProps) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.item, styles[`${place}Item`])}>{children}</div>;
}
