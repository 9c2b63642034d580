import { Button, makeStyles, Subtitle2, tokens, useRestoreFocusSource } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { createContext, use, useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createStore } from '../base/store.ts';
import { onNarrowCall, onPhoneCall } from './callWidth.ts';
import { createEntrance } from './motion.ts';
import { scrollerAttributes } from './VirtualList.tsx';

/** Where the panel covers the videos. */
const overVideos = { gridColumn: 1, zIndex: 1, boxShadow: tokens.shadow16 };

const useStyles = makeStyles({
  // A grid item of the call screen, which has one row for the title, one for the videos and one for the toolbar.
  panel: {
    ...createEntrance('translateX(16px)'),
    // The title and the toolbar keep their places, so that the user sees who is in the call, and no button moves.
    gridColumn: 2,
    gridRow: 2,
    marginBlock: tokens.spacingVerticalM,
    marginInlineEnd: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadius2XLarge,
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    width: '320px',
    minHeight: 0,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    outlineStyle: 'none',
    [onNarrowCall]: { ...overVideos, justifySelf: 'end' },
    [onPhoneCall]: {
      ...overVideos,
      ...createEntrance('translateY(24px)'),
      width: 'auto',
      marginBlock: `${tokens.spacingVerticalS} 0`,
      marginInlineEnd: 0,
      borderRadius: `${tokens.borderRadius3XLarge} ${tokens.borderRadius3XLarge} 0 0`,
    },
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  top: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    paddingBlock: `${tokens.spacingVerticalM} ${tokens.spacingVerticalS}`,
    paddingInline: `${tokens.spacingHorizontalL} ${tokens.spacingHorizontalM}`,
  },
  title: { margin: 0 },
  content: {
    display: 'flex',
    flexDirection: 'column',
    // A list in a panel may fill it, and scroll by itself.
    flexGrow: 1,
    gap: tokens.spacingVerticalM,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    minWidth: 0,
  },
});

/** Which panel is open beside the call. At most one panel is open. */
export interface OpenPanel {
  /** The name of the feature whose panel is open; `null` for none. */
  readonly name: string | null;
  /** What the user has opened the panel for, as a word that its feature defines; missing if the panel has only one purpose. */
  readonly intent?: string | undefined;
  /** Opens the panel of a feature, and closes any other panel. If the panel is already open for this intent, it closes. */
  readonly togglePanel: (name: string, intent?: string) => void;
  readonly closePanel: () => void;
}

/** The panel that a control outside the call screen asks for, such as a message; the call screen opens it. */
export const wantedPanel = createStore<Pick<OpenPanel, 'name' | 'intent'> | null>(null);

/** Outside a call screen, no panel is open, and none can open. */
export const PanelContext = createContext<OpenPanel>({ name: null, togglePanel() {}, closePanel() {} });

export const usePanel = (): OpenPanel => use(PanelContext);

/** A panel beside the call, for example the list of participants. Escape closes it. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { closePanel } = usePanel();
  const panel = useRef<HTMLElement>(null);
  // The focus returns to the button that opened the panel, or to the menu of that button.
  const restoreFocusSource = useRestoreFocusSource();
  // After a shortcut, the focus returns to where it was. The clean-up of a layout effect runs before React removes the panel.
  useLayoutEffect(() => {
    const element = panel.current;
    const focusBefore = document.activeElement;
    return () => {
      if (element?.contains(document.activeElement) && focusBefore instanceof HTMLElement)
        focusBefore.focus();
    };
  }, []);
  useEffect(() => {
    // The focus moves to the first field, or to the first key of the keypad, so that the user can type at once.
    const firstField = panel.current?.querySelector<HTMLElement>('input, textarea, [role=group] button');
    (firstField ?? panel.current)?.focus();
    // The user goes on writing at the end of a text that they began elsewhere, for example on the caller's page before a video came.
    if (firstField instanceof HTMLTextAreaElement)
      firstField.setSelectionRange(firstField.value.length, firstField.value.length);
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel from every element inside.
    <aside
      {...restoreFocusSource}
      {...scrollerAttributes}
      aria-label={title}
      className={styles.panel}
      ref={panel}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) closePanel();
      }}
    >
      <div className={styles.top}>
        <Subtitle2 as="h2" className={styles.title}>
          {title}
        </Subtitle2>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t('panel.close', { title })}
          onClick={closePanel}
        />
      </div>
      <div className={styles.content}>{children}</div>
    </aside>
  );
}
