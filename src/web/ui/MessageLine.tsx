import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
  type PositioningProps,
} from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { useLayoutEffect, useRef, useState, type MouseEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { settleMs } from './ignorePressesOnMoved.ts';
import { hasMessageLine, lineMessages, type LineMessage } from './Message.tsx';
import { MessageWithAction } from './MessageWithAction.tsx';
import { onNarrowScreen, onOneColumn } from './screenWidth.ts';
import { visuallyHidden } from './visuallyHidden.ts';

const useStyles = makeStyles({
  // The height is the same with and without a message, so that no message moves the page.
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexShrink: 0,
    boxSizing: 'border-box',
    height: '48px',
    // The same margins as the view below.
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXL} 0`,
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
    [onOneColumn]: {
      gap: tokens.spacingHorizontalXXS,
      '&[data-without~="details"] [data-detail]': { display: 'none' },
      // Either the button's word or its icon.
      '&:not([data-without~="word"]) .fui-Button__icon:has(+ [data-label])': { display: 'none' },
      '&[data-without~="word"] .fui-Button__icon + [data-label]': visuallyHidden,
      '&[data-without~="action"] .fui-Button:has(+ [data-more-action])': { display: 'none' },
    },
  },
  bar: {
    flex: '1 1 0',
    minWidth: 0,
    width: 'auto',
    height: '44px',
    paddingTop: 0,
    paddingBottom: 0,
    // The screen of a small phone has room for the words or for the icon.
    '& .fui-MessageBar__icon': { [onNarrowScreen]: { display: 'none' } },
    [onOneColumn]: {
      paddingInlineStart: tokens.spacingHorizontalXS,
      paddingInlineEnd: 0,
    },
  },
  said: {
    flexWrap: 'nowrap',
    '& .fui-MessageBarBody': { flex: '1 1 0', paddingBlock: 0 },
    [onOneColumn]: {
      columnGap: tokens.spacingHorizontalXS,
      '& .fui-MessageBarActions .fui-Button': {
        position: 'relative',
        minWidth: '40px',
        maxWidth: '84px',
        paddingInline: tokens.spacingHorizontalXS,
        fontSize: tokens.fontSizeBase200,
        lineHeight: '14px',
      },
      '& .fui-Button__icon': { margin: 0 },
    },
  },
  // At most two rows, on a phone three smaller ones. The button at the end shows the whole of a longer text.
  words: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    lineHeight: '18px',
    overflowWrap: 'anywhere',
    [onOneColumn]: {
      WebkitLineClamp: 3,
      fontSize: tokens.fontSizeBase200,
      lineHeight: '14px',
      // A long name must leave room for what has happened.
      '& [data-name]': {
        display: 'inline-block',
        maxWidth: '100%',
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
        verticalAlign: 'bottom',
      },
    },
  },
  hidden: visuallyHidden,
  more: {
    flexShrink: 0,
    minWidth: 'auto',
    whiteSpace: 'nowrap',
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase200 },
    [onOneColumn]: { position: 'relative', maxWidth: '56px', whiteSpace: 'normal' },
  },
  // On a phone, one of them is enough.
  moreIcon: { [onOneColumn]: { display: 'none' } },
  wholeIcon: { [onOneColumn]: { margin: 0 } },
  wholeLabel: { [onOneColumn]: visuallyHidden },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    width: '560px',
    // The margin, the padding and the border of the surface.
    maxWidth: 'calc(100vw - 50px)',
    outlineStyle: 'none',
  },
});

const listPositioning: PositioningProps = {
  position: 'below',
  align: 'end',
  overflowBoundaryPadding: 8,
  autoSize: true,
};

const urgencies = ['question', 'failure', 'notice'];
const rankOf = ({ urgency = 'notice' }: LineMessage) => urgencies.indexOf(urgency);

/** @returns the most urgent message first, and of equally urgent ones the newest */
const sortMessages = (messages: readonly LineMessage[]) =>
  messages.toReversed().toSorted((one, other) => rankOf(one) - rankOf(other));

/**
 * One line for all messages about the phone. It shows the most urgent one, and a button opens all of them over the page. Screen
 * readers hear each message when it comes.
 * @param children the components that have a `Message` to show; other components of the page may have one, too
 */
export function MessageLine({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const messages = sortMessages(useReadable(lineMessages));
  useLayoutEffect(() => {
    hasMessageLine.set(true);
    return () => hasMessageLine.set(false);
  }, []);
  const { refuseEarlyPress, expectChange } = useRefuseEarlyPress(messages[0]?.id);
  const words = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLElement>(null);
  const isCut = useIsCut(line, words);
  return (
    <section
      ref={line}
      {...(messages.length > 0 && { 'aria-label': t('news.title') })}
      className={styles.line}
      onClickCapture={refuseEarlyPress}
    >
      {messages.map(({ id, ...message }, index) =>
        index === 0 ? (
          <MessageWithAction
            key={id}
            {...message}
            className={styles.bar}
            saidClassName={styles.said}
            wordsClassName={styles.words}
            wordsRef={words}
            {...(message.onDismiss && {
              onDismiss: () => {
                expectChange();
                message.onDismiss?.();
              },
            })}
          />
        ) : (
          // The same element shows the message later, so that screen readers do not hear the message again.
          <MessageWithAction key={id} role={message.role} className={styles.hidden}>
            {message.children}
          </MessageWithAction>
        ),
      )}
      <AllMessages messages={messages} isCut={isCut} />
      {children}
    </section>
  );
}

/** The button that opens all messages with their whole texts, if the line does not show everything. */
function AllMessages({ messages, isCut }: { messages: readonly LineMessage[]; isCut: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const count = messages.length - 1;
  const isShown = count > 0 || (count === 0 && (isCut || isOpen));
  if (!isShown) return null;
  return (
    <Popover
      trapFocus
      positioning={listPositioning}
      // Fluent's motion would leave the list on the screen when it closes after one of its messages has gone.
      surfaceMotion={null}
      open={isOpen}
      onOpenChange={(_event, { open }) => setOpen(open)}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button
          className={styles.more}
          icon={{
            className: count > 0 ? styles.moreIcon : styles.wholeIcon,
            children: <ChevronDown16Regular />,
          }}
          iconPosition="after"
        >
          {count > 0 ? (
            t('news.more', { count })
          ) : (
            <span className={styles.wholeLabel}>{t('news.whole')}</span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={t('news.title')}>
        <div className={styles.list} ref={list} tabIndex={-1}>
          {messages.map(({ id, onAction, onMoreAction, onDismiss, ...message }) => (
            <MessageWithAction
              key={id}
              {...message}
              role="none"
              onAction={() => {
                setOpen(false);
                onAction?.();
              }}
              onMoreAction={() => {
                setOpen(false);
                onMoreAction?.();
              }}
              {...(onDismiss && {
                onDismiss: () => {
                  // The pressed button goes with its message.
                  list.current?.focus();
                  onDismiss();
                },
              })}
            />
          ))}
        </div>
      </PopoverSurface>
    </Popover>
  );
}

/**
 * What the line of a phone leaves out if the message does not fit otherwise: first the details, then also the button's word, then the
 * first of two buttons.
 */
const savings = ['', 'details', 'details word', 'details word action'];

/** Leaves out what it must, and returns whether the words still do not fit in their element, or a name not in its row. */
function useIsCut(line: RefObject<HTMLElement | null>, words: RefObject<HTMLElement | null>): boolean {
  const [isCut, setCut] = useState(false);
  // After each render, because the words may change without another size of their element.
  useLayoutEffect(() => {
    const element = words.current;
    const findCut = () => {
      const names = element?.querySelectorAll<HTMLElement>('[data-name]') ?? [];
      const isNameCut = [...names].some((name) => name.scrollWidth > name.clientWidth);
      return element !== null && (isNameCut || element.scrollHeight > element.clientHeight + 1);
    };
    const measure = () => {
      const isStillCut = savings.every((saving) => {
        line.current?.setAttribute('data-without', saving);
        return findCut();
      });
      setCut(isStillCut);
    };
    // oxlint-disable-next-line react/set-state-in-effect -- Only the drawn words show whether they fit.
    measure();
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(line.current ?? element);
    return () => observer.disconnect();
  });
  return isCut;
}

/**
 * Refuses the pointer's presses just after one message has taken the place of another: such a press could call the wrong person.
 * @param firstId the message on the line
 * @returns also `expectChange`, for the change that the user's own press causes
 */
function useRefuseEarlyPress(firstId: string | undefined) {
  const lastId = useRef<string>(undefined);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    if (lastId.current !== undefined && lastId.current !== firstId) changedAt.current = performance.now();
    lastId.current = firstId;
  }, [firstId]);
  return {
    expectChange: () => (lastId.current = undefined),
    refuseEarlyPress: (event: MouseEvent) => {
      // 0: a key or a script has pressed the control, and not the pointer.
      if (event.detail !== 0 && performance.now() - changedAt.current < settleMs) event.stopPropagation();
    },
  };
}
