import { Button, Caption1, makeStyles, tokens, useRestoreFocusSource } from '@fluentui/react-components';
import { Emoji20Regular } from '@fluentui/react-icons/svg/emoji';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { DarkTheme } from '../../ui/DarkTheme.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { reactions } from './reactions.ts';
import { reactionKinds, reactionIcons } from './reactionIcons.tsx';

const useStyles = makeStyles({
  // Stands above the toolbar, in the middle of the call. It takes no room from the videos.
  popover: {
    position: 'absolute',
    insetInline: tokens.spacingHorizontalM,
    insetBlockEnd: '88px',
    zIndex: 2,
    width: 'fit-content',
    boxSizing: 'border-box',
    marginInline: 'auto',
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    textAlign: 'center',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  buttons: { display: 'flex', justifyContent: 'center' },
  reason: { display: 'block', padding: tokens.spacingHorizontalXS },
});

/**
 * The reactions that the user can send, as a row above the toolbar. The row stays open after a press, so that the user can
 * react again. Escape, or a press anywhere else, closes it.
 */
export const ReactionsPopover = () => (
  <DarkTheme>
    <Reactions />
  </DarkTheme>
);

function Reactions() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { closePanel } = usePanel();
  const { state, pending, run } = useFeature(reactions);
  const popover = useRef<HTMLDivElement>(null);
  // The focus returns to the button that opened the popover.
  const restoreFocusSource = useRestoreFocusSource();
  useEffect(() => {
    popover.current?.querySelector('button')?.focus();
    const closeIfOutside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !popover.current?.contains(target)) closePanel();
    };
    document.addEventListener('pointerdown', closeIfOutside);
    return () => document.removeEventListener('pointerdown', closeIfOutside);
  }, [closePanel]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the popover from every element inside.
    <div
      {...restoreFocusSource}
      role="group"
      aria-label={t('reactions.title')}
      className={styles.popover}
      ref={popover}
      onKeyDown={(event) => {
        if (event.key === 'Escape') closePanel();
      }}
    >
      <div className={styles.buttons}>
        {reactionKinds.map((kind) => (
          <Button
            key={kind}
            appearance="subtle"
            size="large"
            icon={reactionIcons[kind]}
            aria-label={t(`reactions.kinds.${kind}`)}
            title={t(`reactions.kinds.${kind}`)}
            disabledFocusable={pending || state.availability !== 'yes'}
            onClick={() => run(kind)}
          />
        ))}
      </div>
      {state.availability !== 'yes' && (
        <Caption1 className={styles.reason}>{t(`unavailable.${state.availability}`)}</Caption1>
      )}
    </div>
  );
}

/** Opens the reactions. A 1:1 call has none, and so no such item. */
export function ReactionsItem() {
  const { availability } = useFeature(reactions).state;
  if (availability === 'callKind') return null;
  return (
    <PanelItem
      feature={reactions}
      titleKey="reactions.title"
      icon={<Emoji20Regular />}
      availability={availability}
    />
  );
}
