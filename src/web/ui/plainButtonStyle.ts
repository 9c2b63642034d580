import { createFocusOutlineStyle, tokens, type GriffelStyle } from '@fluentui/react-components';

/** For `makeStyles`: a plain button with an icon, for lists in which a Fluent button in each row would make scrolling slow. */
export const plainButtonStyle: GriffelStyle = {
  display: 'grid',
  placeItems: 'center',
  flexShrink: 0,
  width: '32px',
  height: '32px',
  padding: 0,
  border: 'none',
  borderRadius: tokens.borderRadiusMedium,
  backgroundColor: tokens.colorTransparentBackground,
  color: tokens.colorNeutralForeground2,
  fontFamily: tokens.fontFamilyBase,
  cursor: 'pointer',
  ':hover': {
    backgroundColor: tokens.colorSubtleBackgroundHover,
    color: tokens.colorNeutralForeground2BrandHover,
  },
  ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
  // Inside the button, because a list that scrolls would cut off an outer ring.
  ...createFocusOutlineStyle({ style: { outlineOffset: '-2px' } }),
};
