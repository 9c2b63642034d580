/**
 * For `makeStyles`: makes the call screen the container that `onNarrowCall`, `onPhoneCall` and `onLowPhoneCall` measure. The call screen is only a
 * column of the window, so the width of the window does not say what fits on it.
 */
export const callContainer = { containerType: 'size', containerName: 'call' } as const;
/** Makes the area of the videos (the stage) a container, too, which is also measured by its height. */
export const stageContainer = { containerType: 'size', containerName: 'stage' } as const;
/** The greatest width of the caller's page. The line above the page has the same edges. */
export const callerPageWidth = '960px';
/** The diameter of an avatar: 40 % of the shorter side of the tile around it or, outside a tile, of the stage. */
export const avatarSize = 'clamp(28px, 40cqmin, 160px)';
/** Makes the toolbar a container of its own, because an open panel makes the toolbar narrower than the call screen. */
export const toolbarContainer = { containerType: 'inline-size', containerName: 'toolbar' } as const;

// These queries do not overlap, because `makeStyles` does not say which of two matching ones would win.
/** For `makeStyles`: an open panel covers the videos instead of standing beside them. */
export const onNarrowCall = '@container call (min-width: 520px) and (max-width: 559px)';
/** For `makeStyles`: an open panel covers the whole width. */
export const onPhoneCall = '@container call (max-width: 519px)';
/** For `makeStyles`: on a phone, cards of incoming calls or the list of calls leave no room for the caller's header and two rows of buttons. It overlaps `onPhoneCall`. */
export const onLowPhoneCall = '@container call (max-width: 519px) and (max-height: 360px)';
/** For `makeStyles`: the buttons of the toolbar have small words, and the menu *More* has those that do not fit (see `SpareButton`). */
export const onNarrowToolbar = '@container toolbar (max-width: 599px)';
/** For `makeStyles`: the buttons of the toolbar are as narrow as their words allow. */
export const onMiddleToolbar = '@container toolbar (min-width: 600px) and (max-width: 735px)';

/** For `makeStyles`: with narrow buttons, the toolbar has room for two more at its start, and its other buttons stay where they are. */
export const onWideToolbar = '@container toolbar (min-width: 900px) and (max-width: 1199px)';
/** For `makeStyles`: the toolbar has room for three more buttons of the full width. */
export const onWidestToolbar = '@container toolbar (min-width: 1200px)';

/** For `makeStyles`: the toolbar has room for the buttons that choose a microphone and a camera, also where fingers need 40 px. */
export const onPickers = '@container toolbar (min-width: 680px)';
/** For `makeStyles`: the toolbar has no such room. */
export const belowPickers = '@container toolbar (max-width: 679px)';

/** For `makeStyles`: the videos have an area that is about as high as wide. */
export const onSquareStage = '@container stage (min-width: 520px) and (max-aspect-ratio: 4/3)';
/** For `makeStyles`: the videos have an area with room for one line of text only. */
export const onLowStage = '@container stage (max-height: 199px)';
/** For `makeStyles`: the videos have an area that is as narrow as a phone. */
export const onPhoneStage = '@container stage (max-width: 519px)';
