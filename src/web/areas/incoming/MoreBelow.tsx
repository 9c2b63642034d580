import { Button, makeStyles } from '@fluentui/react-components';
import { ChevronDown20Regular } from '@fluentui/react-icons/svg/chevron-down';
import { useCallback, useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { onConsole } from '../../ui/screenWidth.ts';

const useStyles = makeStyles({
  // Stays at the lower edge while the cards scroll. On a screen with a column for the calls, the cards have enough room.
  more: {
    position: 'sticky',
    bottom: 0,
    flexShrink: 0,
    // As wide as the cards, so that it covers no half of a button that ends or accepts a call.
    maxWidth: 'none',
    pointerEvents: 'auto',
    [onConsole]: { display: 'none' },
  },
});

/** Counts the cards whose buttons are below the lower edge of the list: the buttons are at the lower end of a card. */
const countBelow = (list: HTMLElement): number =>
  [...list.querySelectorAll('[role=alertdialog]')].filter(
    (card) => card.getBoundingClientRect().bottom > list.getBoundingClientRect().bottom,
  ).length;

/** Says how many callers more ring below the lower edge of the list of cards, and scrolls to them. Needs another key for other cards. */
export function MoreBelow({ list }: { list: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [below, setBelow] = useState(0);
  const measure = useCallback(() => setBelow(list.current ? countBelow(list.current) : 0), [list]);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    for (const card of element.querySelectorAll('[role=alertdialog]')) observer.observe(card);
    // Chromium was seen not to report a size for seconds, while it did draw frames.
    const frame = requestAnimationFrame(measure);
    return joinStops(
      () => observer.disconnect(),
      () => cancelAnimationFrame(frame),
      listenTo(element, ['scroll'], measure),
    );
  }, [list, measure]);
  if (below === 0) return null;
  return (
    <Button
      size="small"
      className={styles.more}
      icon={<ChevronDown20Regular />}
      onClick={() => list.current?.scrollTo({ top: list.current.scrollHeight })}
    >
      {t('incoming.further', { count: below })}
    </Button>
  );
}
