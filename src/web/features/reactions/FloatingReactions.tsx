import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { reactions, type ShownReaction } from './reactions.ts';
import { reactionIcons } from './reactionIcons.tsx';

const useStyles = makeStyles({
  // Lies above the videos, so that no tile changes its size when a reaction comes or goes.
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

/** The reactions of the last seconds, which float above the videos. Screen readers announce each reaction once. */
export function FloatingReactions() {
  const styles = useStyles();
  const { state } = useFeature(reactions);
  if (state.shownReactions.length === 0) return null;
  return (
    <div role="status" aria-atomic="false" className={styles.area}>
      {state.shownReactions.map(({ key, ...reaction }) => (
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
