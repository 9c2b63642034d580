import type { Reaction, ReactionEventPayload } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { Button, Caption1, makeStyles, tokens, useRestoreFocusSource } from '@fluentui/react-components';
import { Emoji20Regular } from '@fluentui/react-icons/svg/emoji';
import { EmojiLaugh24Filled } from '@fluentui/react-icons/svg/emoji-laugh';
import { EmojiSurprise24Filled } from '@fluentui/react-icons/svg/emoji-surprise';
import { HandMultiple24Filled } from '@fluentui/react-icons/svg/hand-multiple';
import { Heart24Filled } from '@fluentui/react-icons/svg/heart';
import { ThumbLike24Filled } from '@fluentui/react-icons/svg/thumb-like';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { DarkTheme } from '../../ui/DarkTheme.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';

/** How long the screen shows a reaction. */
const displayMs = 4_000;
const maxShown = 5;

interface ShownReaction {
  /** React's key, which no other reaction has. */
  readonly key: number;
  /** Raw id of the participant who reacted. */
  readonly participantId: string;
  readonly reaction: Reaction;
}

/** The key of the newest reaction, counted over all calls. */
let lastReactionKey = 0;

/**
 * Reactions (like, heart, applause, laughter, surprise) in group calls and meetings. Sends the user's reactions to all
 * participants, and keeps everyone's latest reactions for a few seconds.
 */
export const reactions: CallFeature<
  { availability: Availability; shownReactions: readonly ShownReaction[] },
  Reaction
> = {
  name: 'reactions',
  create({ call, tools, onChange, atEnd }) {
    const sdkFeature = call.feature(tools.sdk.Features.Reaction);
    let shownReactions: readonly ShownReaction[] = [];
    const setReactions = (list: readonly ShownReaction[]) => {
      shownReactions = list;
      onChange();
    };
    const onReaction = ({ identifier, reactionMessage: { reactionType } }: ReactionEventPayload) => {
      const key = ++lastReactionKey;
      const newReaction = { key, participantId: getIdentifierRawId(identifier), reaction: reactionType };
      setReactions([...shownReactions, newReaction].slice(-maxShown));
      const remove = () => setReactions(shownReactions.filter((other) => other !== newReaction));
      const timer = setTimeout(remove, displayMs);
      atEnd(() => clearTimeout(timer));
    };
    sdkFeature.on('reaction', onReaction);
    atEnd(() => sdkFeature.off('reaction', onReaction));
    return {
      read: () => ({ availability: checkCapability(call, tools, 'useReactions'), shownReactions }),
      run: (reactionType) => sdkFeature.sendReaction({ reactionType }),
    };
  },
};

const yellow = tokens.colorPaletteMarigoldForeground1;

/** The icons of the reactions, in the order of the buttons. They are drawings, because some computers have no emoji font. */
const reactionIcons: Readonly<Record<Reaction, ReactElement>> = {
  like: <ThumbLike24Filled primaryFill={yellow} />,
  heart: <Heart24Filled primaryFill={tokens.colorPaletteRedForeground1} />,
  applause: <HandMultiple24Filled primaryFill={yellow} />,
  laugh: <EmojiLaugh24Filled primaryFill={yellow} />,
  surprised: <EmojiSurprise24Filled primaryFill={yellow} />,
};

const reactionKinds = Object.keys(reactionIcons) as readonly Reaction[];

const useStyles = makeStyles({
  // Lies over the videos, above the toolbar and in the middle of its width.
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
  // Lies over the videos, so that no tile changes its size when a reaction comes or goes.
  area: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalXXL,
    insetBlockEnd: '64px',
    zIndex: 1,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    maxWidth: `calc(100% - 2 * ${tokens.spacingHorizontalXXL})`,
    pointerEvents: 'none',
  },
  reaction: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    maxWidth: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow8,
    overflowWrap: 'anywhere',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { opacity: 0, transform: 'translateY(24px)' } },
      animationDuration: '180ms',
      animationTimingFunction: tokens.curveDecelerateMid,
    },
  },
  icon: { display: 'flex', flexShrink: 0 },
});

/** One button for each reaction, in a row that stays open after a press. Escape or a press elsewhere closes it. */
export function ReactionsPopover() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { closePanel } = usePanel();
  const { state, pending, run } = useFeature(reactions);
  const popover = useRef<HTMLDivElement>(null);
  // When the popover closes, the focus returns to the button that opened it.
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
    <DarkTheme>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the popover from every element inside. */}
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
    </DarkTheme>
  );
}

/** Opens the reaction buttons. A 1:1 call has no reactions, so its menu has no such entry. */
export const ReactionsItem = () => (
  <PanelItem
    feature={reactions}
    titleKey="reactions.title"
    icon={<Emoji20Regular />}
    isHiddenInOtherCallKinds
  />
);

/** The participants' latest reactions, over the videos. Screen readers announce each reaction once. */
export function FloatingReactions() {
  const styles = useStyles();
  const { shownReactions } = useFeature(reactions).state;
  if (shownReactions.length === 0) return null;
  return (
    <div role="status" aria-atomic="false" className={styles.area}>
      {shownReactions.map(({ key, ...reaction }) => (
        <FloatingReaction key={key} {...reaction} />
      ))}
    </div>
  );
}

function FloatingReaction({ participantId, reaction }: Omit<ShownReaction, 'key'>) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = usePersonName(participantId);
  return (
    <div className={styles.reaction}>
      <span className={styles.icon}>{reactionIcons[reaction]}</span>
      <bdi>{t('reactions.gave', { name, reaction: t(`reactions.kinds.${reaction}`) })}</bdi>
    </div>
  );
}
