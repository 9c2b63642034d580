import type { GriffelStyle } from '@fluentui/react-components';

/** For `makeStyles`: a list without bullets and indentation, whose items can have a gap. */
export const columnList: GriffelStyle = {
  display: 'flex',
  flexDirection: 'column',
  listStyleType: 'none',
  margin: 0,
  padding: 0,
};
