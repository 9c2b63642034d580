/** For `makeStyles`: keeps a text on one line, and cuts what does not fit with an ellipsis. */
export const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
