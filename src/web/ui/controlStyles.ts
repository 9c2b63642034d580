import { makeStyles, tokens } from '@fluentui/react-components';
import { onMiddleToolbar, onNarrowToolbar, onWideToolbar } from './callWidth.ts';

/**
 * `on`: a switch is on, or a panel is open. `alert`: a state not to overlook, such as muted. `danger`: *Hang up*.
 * `outlinedDanger`: *Hang up* beside a more important button.
 */
export type ControlTone = 'on' | 'alert' | 'danger' | 'outlinedDanger';

const iconSelector = '& .fui-Button__icon';
/** Creates the colours of a button, also for its icon, whose colour Fluent would otherwise change under the pointer. */
export const createFill = (background: string, hoverBackground: string, color: string) => {
  const fill = { backgroundColor: background, color, [iconSelector]: { color } };
  const hoverFill = { ...fill, backgroundColor: hoverBackground };
  return { ...fill, ':hover': hoverFill, ':hover:active': hoverFill };
};
const outline = { border: '2px solid currentcolor' };
const outlinedFill = createFill(
  tokens.colorNeutralBackground1,
  tokens.colorNeutralBackground1Hover,
  tokens.colorStatusDangerForeground3,
);
/** Forced colours remove the background, so a border shows the tone. */
export const forcedBorder = { '@media (forced-colors: active)': { border: '2px solid Highlight' } };

/** The minimum height of the toolbar's buttons. It fits two lines of a label, so that nothing moves when the label changes. */
export const controlHeight = '56px';
/** The same height on a phone, whose words are smaller. */
export const narrowControlHeight = '54px';

export const useControlStyles = makeStyles({
  container: { display: 'flex', minWidth: 0 },
  button: {
    ...createFill('transparent', tokens.colorSubtleBackgroundHover, tokens.colorNeutralForeground2),
    position: 'relative',
    // Wide enough for the longest word, so that nothing moves when the word changes.
    width: '76px',
    minWidth: 0,
    minHeight: controlHeight,
    // With `backgroundClip`, the transparent border leaves a visible gap between filled buttons.
    border: '2px solid transparent',
    backgroundClip: 'padding-box',
    borderRadius: tokens.borderRadius2XLarge,
    padding: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase100,
    whiteSpace: 'nowrap',
    [onMiddleToolbar]: { width: '68px' },
    [onWideToolbar]: { width: '66px' },
    [onNarrowToolbar]: {
      width: '76px',
      minHeight: narrowControlHeight,
      fontSize: '11px',
      lineHeight: '13px',
    },
  },
  label: {
    // Long words of some languages need a second line, and with a wide font a third one.
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
    overflow: 'hidden',
    maxWidth: '72px',
    overflowWrap: 'anywhere',
    hyphens: 'auto',
    textAlign: 'center',
    whiteSpace: 'normal',
    [onMiddleToolbar]: { maxWidth: '64px' },
    [onWideToolbar]: { maxWidth: 'none', marginInline: '-2px' },
    // The whole width of the button, over its transparent border.
    [onNarrowToolbar]: { maxWidth: 'none', marginInline: '-2px' },
  },
  on: {
    ...createFill(
      tokens.colorBrandBackground2,
      tokens.colorBrandBackground2Hover,
      tokens.colorBrandForeground2,
    ),
    ...forcedBorder,
  },
  alert: {
    ...createFill(
      tokens.colorStatusDangerBackground2,
      tokens.colorStatusDangerBackground1,
      tokens.colorStatusDangerForeground2,
    ),
    ...forcedBorder,
  },
  // *Hang up* has this tone all the time. In forced colours, it alone is filled, so that it stands apart from its neighbours.
  danger: {
    ...createFill(
      tokens.colorStatusDangerBackground3,
      tokens.colorStatusDangerBackground3Hover,
      tokens.colorNeutralForegroundOnBrand,
    ),
    '@media (forced-colors: active)': {
      ...createFill('ButtonText', 'Highlight', 'ButtonFace'),
      forcedColorAdjust: 'none',
    },
  },
  outlinedDanger: {
    ...outlinedFill,
    ...outline,
    ':hover': { ...outlinedFill[':hover'], ...outline },
    ':hover:active': { ...outlinedFill[':hover:active'], ...outline },
    backgroundClip: 'border-box',
  },
  disabled: {
    ...createFill(
      tokens.colorNeutralBackgroundDisabled,
      tokens.colorNeutralBackgroundDisabled,
      tokens.colorNeutralForegroundDisabled,
    ),
    border: '2px solid transparent',
    '@media (forced-colors: active)': {
      ...createFill('ButtonFace', 'ButtonFace', 'GrayText'),
      border: '2px solid GrayText',
      forcedColorAdjust: 'none',
    },
  },
  // A line under the icon says that the command is running. If the colours changed, a quick command would make the button flicker.
  pending: {
    '::before': {
      content: '""',
      position: 'absolute',
      insetInline: '25%',
      bottom: '2px',
      height: '2px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: 'currentcolor',
      animationName: { from: { opacity: 0.2 }, to: { opacity: 1 } },
      animationDuration: '500ms',
      animationIterationCount: 'infinite',
      animationDirection: 'alternate',
      '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
    },
  },
  // Forced colours have a colour of their own for this, which must stay readable.
  unavailable: { opacity: 0.6, '@media (forced-colors: active)': { opacity: 1 } },
});
