import { createFocusOutlineStyle, makeStyles, tokens } from '@fluentui/react-components';
import { menuAboveRows } from '../ui/menuParent.ts';
import { oneLine } from '../ui/oneLine.ts';
import { plainButtonStyle } from '../ui/plainButtonStyle.ts';

/** As high as two lines of a long name and the line below it. */
export const rowHeight = 46;

/** In the view *People*, whose width is the container's, the list has at least 400 px from here. */
const onWideList = '@container (min-width: 900px)';

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
  menu: menuAboveRows,
  button: {
    ...plainButtonStyle,
    '&[aria-disabled=true]': { cursor: 'not-allowed', color: tokens.colorNeutralForegroundDisabled },
  },
  person: {
    display: 'grid',
    // In a narrow list, the presence follows the work below the name. In a wide one it is a chip at the end of the row.
    gridTemplateColumns: 'auto fit-content(65%) minmax(0, 1fr)',
    gridTemplateAreas: '"photo name name" "photo work presence"',
    [onWideList]: {
      gridTemplateColumns: 'auto minmax(0, 1fr) auto',
      gridTemplateAreas: '"photo name presence" "photo work presence"',
    },
    alignContent: 'center',
    alignItems: 'center',
    justifyItems: 'start',
    flexGrow: 1,
    flexShrink: 1,
    width: 'auto',
    height: '100%',
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalXS}`,
    color: tokens.colorNeutralForeground1,
    textAlign: 'start',
    ':hover': { color: tokens.colorNeutralForeground1 },
  },
  photo: { gridArea: 'photo', display: 'flex', marginInlineEnd: tokens.spacingHorizontalS },
  /** A long name has two lines, and is cut after them. */
  name: {
    gridArea: 'name',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    minWidth: 0,
    maxWidth: '100%',
    fontSize: tokens.fontSizeBase300,
    // Leaves a gap between neighbours whose names have two lines.
    lineHeight: '15px',
    // The lines are low, and would cut the ends of letters such as *g*.
    paddingBlockEnd: '2px',
    marginBlockEnd: '-2px',
    [onWideList]: { WebkitLineClamp: 1 },
  },
  /** A telephone without a name has nothing below its number, which is then level with the photo. */
  nameAlone: { gridRowEnd: 'presence' },
  work: {
    ...oneLine,
    gridArea: 'work',
    boxSizing: 'border-box',
    maxWidth: '100%',
    paddingInlineEnd: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase100,
    color: tokens.colorNeutralForeground3,
  },
  presence: {
    ...oneLine,
    gridArea: 'presence',
    maxWidth: '100%',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase100,
    color: tokens.colorNeutralForeground3,
    [onWideList]: {
      padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorNeutralBackground4,
      color: tokens.colorNeutralForeground2,
    },
  },
});
