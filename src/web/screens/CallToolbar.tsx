import { makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { callFeatures } from '../features/list.ts';
import { SettingsItem } from '../areas/settings/SettingsItem.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { onNarrowToolbar, onWidestToolbar, onWideToolbar, toolbarContainer } from '../ui/callWidth.ts';
import { controlHeight, narrowControlHeight } from '../ui/controlStyles.ts';
import { PlainHangUpButton } from './FailedCallScreen.tsx';
import { RenderLater, renderFeatures, renderItems } from './renderFeatures.tsx';
import { useSettlingGuard } from './useSettlingGuard.ts';
import { MoreGroup, MoreMenu, moreGroups } from '../ui/MoreMenu.tsx';
import { PictureInPictureItem } from './picture-in-picture/PictureInPicture.tsx';

const barPadding = tokens.spacingHorizontalXS;
const calcBarHeight = (buttonHeight: string) => `calc(${buttonHeight} + 2 * ${barPadding})`;

/** For `makeStyles`: the buttons need the whole width of the toolbar. */
const onTightToolbar = '@container toolbar (max-width: 439px)';

const useStyles = makeStyles({
  // `zIndex` keeps menus and tooltips above an open panel.
  area: {
    ...toolbarContainer,
    gridColumn: '1 / -1',
    position: 'relative',
    zIndex: 2,
    minWidth: 0,
    paddingBlockEnd: tokens.spacingVerticalM,
    [onNarrowToolbar]: { paddingBlockEnd: tokens.spacingVerticalXXS },
  },
  // Reserves the height of the bar until its buttons are rendered, so that the videos keep their size.
  reservedSpace: {
    display: 'flex',
    justifyContent: 'center',
    minHeight: calcBarHeight(controlHeight),
    [onNarrowToolbar]: { minHeight: calcBarHeight(narrowControlHeight) },
  },
  // All buttons fit in one row, with 8 px beside the bar.
  bar: {
    display: 'flex',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalXXS,
    paddingBlock: barPadding,
    paddingInline: barPadding,
    borderRadius: tokens.borderRadius3XLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    // An outline, because a border would make the bar higher than the reserved space.
    '@media (forced-colors: active)': { outline: '1px solid CanvasText' },
    // A video brings the first buttons: they widen the bar at its start, so that no other button moves under the pointer.
    '&:has([data-first-control])': { [onWidestToolbar]: { marginInlineStart: '-78px' } },
    '&:has([data-first-control] ~ [data-first-control])': {
      [onWidestToolbar]: { marginInlineStart: '-156px' },
    },
    '&:has([data-first-control] ~ [data-first-control] ~ [data-first-control])': {
      [onWidestToolbar]: { marginInlineStart: '-234px' },
    },
    '&:has([data-first-control=wide])': { [onWideToolbar]: { marginInlineStart: '-68px' } },
    '&:has([data-first-control=wide] ~ [data-first-control=wide])': {
      [onWideToolbar]: { marginInlineStart: '-136px' },
    },
    // Leaves room for the focus rings of the first and the last button.
    [onNarrowToolbar]: {
      gap: 0,
      paddingInline: '2px',
      boxSizing: 'border-box',
      maxWidth: 'calc(100% - 12px)',
    },
  },
  settling: { opacity: 0.5 },
  // If there is room for it, the margin prevents presses on *Hang up* by mistake.
  hangUp: {
    // Stretches the button to the height of its neighbours, whose labels may have two lines.
    display: 'flex',
    minWidth: 0,
    marginInlineStart: tokens.spacingHorizontalM,
    [onTightToolbar]: { marginInlineStart: 0 },
  },
});

/** The buttons of the call, in one bar below the videos. */
export function CallToolbar() {
  const styles = useStyles();
  return (
    <div className={styles.area}>
      <div className={styles.reservedSpace}>
        <RenderLater>
          <Buttons />
        </RenderLater>
      </div>
    </div>
  );
}

function Buttons() {
  const { t } = useTranslation();
  const styles = useStyles();
  // Unlike in Fluent's `Toolbar`, the Tab key also moves the focus, for users who do not try the arrow keys.
  const arrowAndTabKeys = useArrowNavigationGroup({ axis: 'both', circular: true, tabbable: true });
  const { isSettling, refuseEarlyPress } = useSettlingGuard();
  return (
    <div
      role="toolbar"
      aria-label={t('call.controls')}
      aria-disabled={isSettling}
      className={mergeClasses(styles.bar, isSettling && styles.settling)}
      onClickCapture={refuseEarlyPress}
      {...arrowAndTabKeys}
    >
      {renderFeatures('FirstControl')}
      {renderFeatures('Control')}
      {renderFeatures('NarrowControl')}
      <MoreMenu>
        {moreGroups.map((group) => (
          <MoreGroup key={group} name={group}>
            {group === 'call' && renderFeatures('CallerItem')}
            {group === 'call' && renderFeatures('FirstItem')}
            {renderItems(group)}
            {group === 'view' && <PictureInPictureItem />}
            {group === 'devices' && <SettingsItem />}
          </MoreGroup>
        ))}
      </MoreMenu>
      <div className={styles.hangUp}>
        {/* Only *Hang up* is a `LastControl`. The user must be able to leave even if that button fails. */}
        {callFeatures.map(
          ({ feature, LastControl }) =>
            LastControl && (
              <Boundary key={feature.name} fallback={<PlainHangUpButton />}>
                <LastControl />
              </Boundary>
            ),
        )}
      </div>
    </div>
  );
}
