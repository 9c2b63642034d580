/**
 * The call screen stands in a column of the window, so what fits on it depends on the width of that column. For
 * `makeStyles`: styles of the element whose width the other styles of this file ask for.
 */
export const callContainer = { containerType: 'inline-size', containerName: 'call' } as const;
/** The same for the videos, whose height matters, too. */
export const stageContainer = { containerType: 'size', containerName: 'stage' } as const;
/** The diameter of an avatar. It depends on the tile around the avatar; outside a tile, on the stage. */
export const avatarSize = 'clamp(28px, 40cqmin, 160px)';
/** The same for the toolbar, because an open panel makes the toolbar narrower than the call screen. */
export const toolbarContainer = { containerType: 'inline-size', containerName: 'toolbar' } as const;

// No width matches two of these queries, because `makeStyles` does not say which one would win.
/** For `makeStyles`: an open panel covers the videos instead of standing beside them. */
export const onNarrowCall = '@container call (min-width: 520px) and (max-width: 559px)';
/** For `makeStyles`: an open panel covers the whole width. */
export const onPhoneCall = '@container call (max-width: 519px)';
/** For `makeStyles`: the buttons of the toolbar have icons without words. */
export const onNarrowToolbar = '@container toolbar (min-width: 360px) and (max-width: 599px)';
/** For `makeStyles`: the buttons of the toolbar have words, and are as narrow as the words allow. */
export const onMiddleToolbar = '@container toolbar (min-width: 600px) and (max-width: 735px)';
/** For `makeStyles`: the buttons of the toolbar are as small as a finger allows. */
export const onSmallToolbar = '@container toolbar (max-width: 359px)';

/** For `makeStyles`: the videos have an area that is about as high as wide. */
export const onSquareStage = '@container stage (min-width: 520px) and (max-aspect-ratio: 4/3)';
/** For `makeStyles`: the videos have an area with room for one line of text only. */
export const onLowStage = '@container stage (max-height: 199px)';
/** For `makeStyles`: the videos have an area that is as narrow as a phone. */
export const onPhoneStage = '@container stage (max-width: 519px)';
