import { tokens, typographyStyles } from '@fluentui/react-components';

/** For `makeStyles`: the name of the queue or line, in whose name the user greets the caller. It is never cut off. */
export const tag = {
  alignSelf: 'start',
  minWidth: 0,
  padding: `0 ${tokens.spacingHorizontalS}`,
  borderRadius: tokens.borderRadiusMedium,
  backgroundColor: tokens.colorBrandBackground2,
  color: tokens.colorBrandForeground2,
  ...typographyStyles.caption1Strong,
  overflowWrap: 'anywhere',
  '@media (forced-colors: active)': { outline: '1px solid CanvasText', outlineOffset: '-1px' },
} as const;
