import { Button, makeStyles, Subtitle2, tokens, useRestoreFocusSource } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { createContext, use, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onNarrowScreen } from './screenWidth.ts';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    width: '320px',
    flexShrink: 0,
    minHeight: 0,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    outlineStyle: 'none',
    // On a phone the panel covers the videos, but not the controls of the call, so that the user can always hang up.
    [onNarrowScreen]: { position: 'absolute', inset: 0, width: 'auto', zIndex: 1, paddingBottom: '64px' },
  },
  top: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  title: { margin: 0 },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    minWidth: 0,
  },
});

/** Which panel is open beside the call. At most one panel is open. */
export interface OpenPanel {
  /** The name of the feature whose panel is open; `null` for none. */
  readonly name: string | null;
  /** Opens the panel of a feature, and closes any other panel. If the panel is already open, it closes. */
  readonly togglePanel: (name: string) => void;
  readonly closePanel: () => void;
}

export const PanelContext = createContext<OpenPanel>({
  name: null,
  togglePanel: () => undefined,
  closePanel: () => undefined,
});

export const usePanel = (): OpenPanel => use(PanelContext);

/** A panel beside the call, for example the list of participants. Escape closes it. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { closePanel } = usePanel();
  const panel = useRef<HTMLElement>(null);
  // The focus returns to the button that opened the panel.
  const restoreFocusSource = useRestoreFocusSource();
  useEffect(() => {
    // Focuses the first field of the panel, or the first key of the keypad, so that the user can type at once.
    (
      panel.current?.querySelector<HTMLElement>('input, textarea, [role=group] button') ?? panel.current
    )?.focus();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel from every element inside.
    <aside
      {...restoreFocusSource}
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
