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
    // Over the pictures, and under the call's controls: whoever reads the list of people can still hang up.
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

/** Which panel stands beside the call; at most one. */
export interface OpenPanel {
  readonly name: string | null;
  readonly toggle: (name: string) => void;
  readonly close: () => void;
}

export const PanelContext = createContext<OpenPanel>({
  name: null,
  toggle: () => undefined,
  close: () => undefined,
});

export const usePanel = (): OpenPanel => use(PanelContext);

/** Something beside the call that one looks at or works in for a while. Escape closes it. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { close } = usePanel();
  const panel = useRef<HTMLElement>(null);
  // To the button that opened it, when it is closed with the focus in it.
  const givesBack = useRestoreFocusSource();
  useEffect(() => {
    // What one came for: a field to type in, or keys, which can be typed, too.
    (panel.current?.querySelector<HTMLElement>('input, [role=group] button') ?? panel.current)?.focus();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from whatever is inside.
    <aside
      {...givesBack}
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
