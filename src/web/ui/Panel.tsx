import { Button, makeStyles, Subtitle2, tokens, useRestoreFocusSource } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { createContext, use, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { narrow } from './narrow.ts';

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
    // Above the videos and below the call's controls, so that the user can always hang up.
    [narrow]: { position: 'absolute', inset: 0, width: 'auto', zIndex: 1, paddingBottom: '64px' },
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

/** The panel beside the call. At most one is open. */
export interface OpenPanel {
  /** The name of the feature whose panel is open; `null` for none. */
  readonly name: string | null;
  /** Opens a feature's panel instead of the present one, or closes it if it is open. */
  readonly toggle: (name: string) => void;
  readonly close: () => void;
}

export const PanelContext = createContext<OpenPanel>({
  name: null,
  toggle: () => undefined,
  close: () => undefined,
});

export const usePanel = (): OpenPanel => use(PanelContext);

/** A panel beside the call, for example the list of participants. Escape closes it. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { close } = usePanel();
  const panel = useRef<HTMLElement>(null);
  // The focus returns to the button that opened the panel.
  const restoreFocusSource = useRestoreFocusSource();
  useEffect(() => {
    // Focuses the first field, or the first key of the keypad, so that the user can type at once.
    (panel.current?.querySelector<HTMLElement>('input, [role=group] button') ?? panel.current)?.focus();
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
        if (event.key === 'Escape' && !event.defaultPrevented) close();
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
          onClick={close}
        />
      </div>
      <div className={styles.content}>{children}</div>
    </aside>
  );
}
