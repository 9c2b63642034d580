import { createFocusOutlineStyle, makeStyles, tokens } from '@fluentui/react-components';
import { oneLine } from '../ui/oneLine.ts';
import { plainButtonStyle } from '../ui/plainButtonStyle.ts';

export const rowHeight = 40;

/** The styles of a person's row. The buttons are plain elements, because up to 500 rows scroll past. */
export const useRowStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    minHeight: `${rowHeight}px`,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ...createFocusOutlineStyle(),
  },
  /** The row of the person whose details are shown beside the list. */
  shown: { backgroundColor: tokens.colorSubtleBackgroundSelected },
  /** A row or heading on which the user can drop what they are dragging. */
  target: { boxShadow: `inset 0 0 0 2px ${tokens.colorBrandStroke1}` },
  /** A row over which the user is dragging something that can be dropped. */
  over: { backgroundColor: tokens.colorBrandBackground2 },
  /** Fluent sets no `z-index` on a menu with a `mountNode`, so the rows beside the menu would cover it. */
  menu: { zIndex: 3 },
  button: {
    ...plainButtonStyle,
    '&[aria-disabled=true]': { cursor: 'not-allowed', color: tokens.colorNeutralForegroundDisabled },
  },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexGrow: 1,
    flexShrink: 1,
    width: 'auto',
    height: '100%',
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground1,
    textAlign: 'start',
    ':hover': { color: tokens.colorNeutralForeground1 },
  },
  lines: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: { ...oneLine, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  presence: {
    ...oneLine,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase100,
    color: tokens.colorNeutralForeground3,
  },
});
