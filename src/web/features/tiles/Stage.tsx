import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useFeature } from '../../calling/react.tsx';
import { narrow } from '../../ui/narrow.ts';
import { Part } from '../../ui/Parts.tsx';
import { AwaitedTile } from './AwaitedTile.tsx';
import { HiddenTile } from './HiddenTile.tsx';
import { layout } from './layout.ts';
import { OwnTile } from './OwnTile.tsx';
import { ParticipantTile } from './ParticipantTile.tsx';

const gap = tokens.spacingHorizontalM;
const strip = '128px';
const column = '200px';

/** The size of one tile if so many share the stage, without the gaps between them. */
const share = (count: string) => `calc((100% - (var(${count}) - 1) * ${gap}) / var(${count}) - 0.1px)`;

const useStyles = makeStyles({
  stage: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'flex-end',
    flexGrow: 1,
    minHeight: 0,
    padding: gap,
  },
  // On hold, videos stand still or are not sent, so they must not look live.
  held: { '& video': { filter: 'grayscale(1) brightness(0.5)' } },
  // Rows of equal tiles. A shorter last row is centred.
  grid: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    alignContent: 'flex-start',
    gap,
    height: '100%',
    '--columns': 'var(--wide-columns)',
    '--rows': 'var(--wide-rows)',
    [narrow]: { '--columns': 'var(--narrow-columns)', '--rows': 'var(--narrow-rows)' },
  },
  even: { width: share('--columns'), height: share('--rows') },
  // The small tiles are in one row or column that scrolls. The large tile covers the rest of the stage.
  below: { display: 'flex', gap, height: strip, flexShrink: 0, overflowX: 'auto' },
  beside: {
    display: 'flex',
    flexDirection: 'column',
    alignSelf: 'flex-end',
    gap,
    width: column,
    height: '100%',
    overflowY: 'auto',
    [narrow]: { flexDirection: 'row', alignSelf: 'stretch', width: 'auto', height: strip, flexShrink: 0 },
  },
  mainAbove: { position: 'absolute', inset: gap, bottom: `calc(${strip} + 2 * ${gap})` },
  mainBeside: {
    position: 'absolute',
    inset: gap,
    right: `calc(${column} + 2 * ${gap})`,
    [narrow]: { right: gap, bottom: `calc(${strip} + 2 * ${gap})` },
  },
  small: { flexShrink: 0, aspectRatio: '16 / 9', minHeight: 0 },
  corner: {
    position: 'absolute',
    insetInlineEnd: tokens.spacingHorizontalXXL,
    bottom: tokens.spacingVerticalXXL,
    width: 'clamp(112px, 22%, 240px)',
    aspectRatio: '16 / 9',
    boxShadow: tokens.shadow16,
  },
});

/**
 * The tiles of all participants and of the user. All tiles stay children of one element in one order, and an arrangement only
 * sets classes, so that a change of it removes no video.
 */
export function Stage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(layout);
  const isHeld = useCall((call) => call.state === 'LocalHold' || call.state === 'RemoteHold');
  const { arrangement, tiles, main } = state;
  const isLine = arrangement === 'speaker' || arrangement === 'side';
  const large = arrangement === 'side' ? styles.mainBeside : styles.mainAbove;
  const line = arrangement === 'side' ? styles.beside : styles.below;
  const place = isLine ? styles.small : styles.even;
  return (
    <div className={mergeClasses(styles.stage, isHeld && styles.held)} data-arrangement={arrangement}>
      {/* The row scrolls, so it must be reachable by keyboard. */}
      <div
        className={isLine ? line : styles.grid}
        style={linesFor(arrangement, tiles.length + Number(state.hidden > 0) + Number(state.own))}
        {...(isLine && { role: 'group', 'aria-label': t('call.tiles'), tabIndex: 0 })}
      >
        {tiles.map(({ key, id, what }) => (
          <Part key={key}>
            <ParticipantTile id={id} what={what} className={key === main ? large : place} />
          </Part>
        ))}
        <HiddenTile count={state.hidden} className={place} />
        {/* The callee's tile, until the SDK lists the callee. */}
        {tiles.length === 0 && <AwaitedTile className={place} />}
        <Part key="own">
          <OwnTile className={arrangement === 'one' ? styles.corner : place} />
        </Part>
      </div>
    </div>
  );
}

/** As many columns as rows, and at most two columns in a narrow window. */
function linesFor(arrangement: string, places: number): CSSProperties {
  const columns = arrangement === 'one' ? 1 : Math.ceil(Math.sqrt(places));
  const narrowColumns = places < 4 ? 1 : 2;
  const rows = (across: number) => (arrangement === 'one' ? 1 : Math.ceil(places / across));
  return {
    '--wide-columns': columns,
    '--wide-rows': rows(columns),
    '--narrow-columns': narrowColumns,
    '--narrow-rows': rows(narrowColumns),
  } as CSSProperties;
}
