import { makeStyles, tokens } from '@fluentui/react-components';
import { avatarSize } from '../../ui/callWidth.ts';
import { createEntrance } from '../../ui/motion.ts';
import { oneLine } from '../../ui/oneLine.ts';

export const useTileStyles = makeStyles({
  tile: {
    ...createEntrance('scale(0.96)'),
    position: 'relative',
    display: 'grid',
    placeItems: 'center',
    minWidth: 0,
    minHeight: 0,
    overflow: 'hidden',
    borderRadius: tokens.borderRadius2XLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    // A ring that lies over the video, because the video would cover an outline. The ring is always there, so that the layout
    // does not change when the participant speaks.
    '::after': {
      content: '""',
      position: 'absolute',
      inset: 0,
      border: '3px solid transparent',
      borderRadius: 'inherit',
      pointerEvents: 'none',
      transitionProperty: 'border-color',
      transitionDuration: '120ms',
      '@media (prefers-reduced-motion: reduce)': { transitionDuration: '0s' },
      // With forced colours nothing is transparent, and no background separates the tiles.
      '@media (forced-colors: active)': { border: '1px solid CanvasText' },
    },
  },
  // Without video, the ring is around the avatar.
  speaking: {
    '& .fui-Avatar': {
      outline: `3px solid ${tokens.colorBrandStroke1}`,
      outlineOffset: '3px',
      borderRadius: tokens.borderRadiusCircular,
    },
    ':has(video)::after': {
      border: `3px solid ${tokens.colorBrandStroke1}`,
      '@media (forced-colors: active)': { border: '4px solid Highlight' },
    },
  },
  // The size of the avatar depends on the size of this element, which fills the tile.
  frame: {
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    containerType: 'size',
    // In a low tile the avatar moves up, so that it does not cover the name. A very low tile has room for the name only.
    '@container (min-height: 65px) and (max-height: 128px)': { '& > *': { transform: 'translateY(-10px)' } },
    '@container (max-height: 64px)': { '& > *': { display: 'none' } },
  },
  avatar: {
    width: avatarSize,
    height: avatarSize,
    fontSize: `calc(${avatarSize} * 0.36)`,
    // A participant on hold is still there, but not live.
    ':is([data-held] *)': { opacity: 0.5 },
  },
  name: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalS,
    bottom: tokens.spacingVerticalS,
    // The user's own tile covers the corner of a large tile.
    maxWidth: `calc(100% - 2 * ${tokens.spacingHorizontalS} - var(--own-tile-space, 0px))`,
    boxSizing: 'border-box',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
  },
  text: oneLine,
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    maxWidth: '100%',
  },
  stateText: { color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0 },
  mutedIcon: { flexShrink: 0, color: tokens.colorStatusDangerForeground2 },
  action: { position: 'absolute', insetInlineEnd: tokens.spacingHorizontalS, top: tokens.spacingVerticalS },
});
