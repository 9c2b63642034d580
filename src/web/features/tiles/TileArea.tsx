import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useFeature } from '../../calling/react.tsx';
import { onPhoneStage, onSquareStage } from '../../ui/callWidth.ts';
import { Part } from '../../ui/Parts.tsx';
import { PlaceholderTile, HiddenCountTile } from './SpecialTiles.tsx';
import { layout } from './layout.ts';
import { OwnTile, ParticipantTile } from './ParticipantTile.tsx';

const gap = tokens.spacingHorizontalM;
/** The size of the row or column of small tiles beside a large tile. */
const rowHeight = '128px';
const columnWidth = '200px';

/** Writes the CSS for a tile's width or height. Without the 0.1px, rounding could move a row's last tile to the next row. */
const formatTileSize = (countVariable: string) =>
  `calc((100% - (var(${countVariable}) - 1) * ${gap}) / var(${countVariable}) - 0.1px)`;

/** The width of the user's own tile in the corner. If the area of the videos is low, `70cqh` keeps the tile below the title. */
const cornerWidth = 'min(clamp(112px, 22%, 240px), 70cqh)';

const useStyles = makeStyles({
  area: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'flex-end',
    flexGrow: 1,
    minHeight: 0,
    padding: gap,
  },
  // In a call on hold, videos are frozen or missing. Grey videos do not look live.
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
    [onSquareStage]: { '--columns': 'var(--square-columns)', '--rows': 'var(--square-rows)' },
    [onPhoneStage]: { '--columns': 'var(--narrow-columns)', '--rows': 'var(--narrow-rows)' },
  },
  equalTile: { width: formatTileSize('--columns'), height: formatTileSize('--rows') },
  // Tells `Tile` the width of the user's own tile, so that the other participant's name does not run under it.
  besideCorner: { '--own-tile-space': `calc(${cornerWidth} + ${tokens.spacingHorizontalXXL})` },
  // The small tiles are in one row or column that scrolls. The large tile covers the rest of the area.
  rowBelow: { display: 'flex', gap, height: rowHeight, flexShrink: 0, overflowX: 'auto' },
  columnBeside: {
    display: 'flex',
    flexDirection: 'column',
    alignSelf: 'flex-end',
    gap,
    width: columnWidth,
    height: '100%',
    overflowY: 'auto',
    [onPhoneStage]: {
      flexDirection: 'row',
      alignSelf: 'stretch',
      width: 'auto',
      height: rowHeight,
      flexShrink: 0,
    },
  },
  largeAbove: { position: 'absolute', inset: gap, bottom: `calc(${rowHeight} + 2 * ${gap})` },
  largeBeside: {
    position: 'absolute',
    inset: gap,
    insetInlineEnd: `calc(${columnWidth} + 2 * ${gap})`,
    [onPhoneStage]: { insetInlineEnd: gap, bottom: `calc(${rowHeight} + 2 * ${gap})` },
  },
  smallTile: { flexShrink: 0, aspectRatio: '16 / 9', minHeight: 0 },
  corner: {
    position: 'absolute',
    insetInlineEnd: tokens.spacingHorizontalXXL,
    bottom: `calc(${tokens.spacingVerticalXXL} + var(--captions-height, 0px))`,
    width: cornerWidth,
    // The own tile has the whole width for its name.
    '--own-tile-space': '0px',
    aspectRatio: '16 / 9',
    // The avatar and the name need the height.
    [onPhoneStage]: { aspectRatio: '4 / 3' },
    // Separates the tile from the tile below it, which may have the same colour.
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    boxShadow: tokens.shadow16,
  },
});

/** Everybody's tiles. They keep their parent and their order in every arrangement, so that React never recreates a video. */
export function TileArea() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(layout);
  const isHeld = useCall((call) => call.state === 'LocalHold' || call.state === 'RemoteHold');
  const { arrangement, tiles, largeTileKey, hiddenCount } = state;
  const tileCount = tiles.length + (hiddenCount > 0 ? 1 : 0) + (state.isOwnTileHidden ? 0 : 1);
  /** Whether there is a large tile, with the others in one row or column. */
  const hasTileLine = arrangement === 'speaker' || arrangement === 'side';
  const largeTileClass = arrangement === 'side' ? styles.largeBeside : styles.largeAbove;
  const lineClass = arrangement === 'side' ? styles.columnBeside : styles.rowBelow;
  const tileClass = hasTileLine ? styles.smallTile : styles.equalTile;
  return (
    <div
      className={mergeClasses(styles.area, isHeld && styles.held)}
      // `findLargestVideo` looks for videos inside this attribute.
      data-arrangement={arrangement}
      {...(isHeld && { 'data-held': true })}
    >
      {/* A line of small tiles scrolls, so keyboard users have to be able to focus it. */}
      <div
        className={mergeClasses(
          hasTileLine ? lineClass : styles.grid,
          arrangement === 'one' && !state.isOwnTileHidden && styles.besideCorner,
        )}
        // In the arrangement `one`, the user's own tile lies in a corner of the only other tile, or of the placeholder.
        style={computeGridVariables(arrangement === 'one' ? 1 : tileCount)}
        {...(hasTileLine && { role: 'group', 'aria-label': t('call.tiles'), tabIndex: 0 })}
      >
        {tiles.map(({ key, rawId, content }) => (
          <Part key={key}>
            <ParticipantTile
              rawId={rawId}
              content={content}
              isMain={arrangement === 'one' || key === largeTileKey}
              className={key === largeTileKey ? largeTileClass : tileClass}
            />
          </Part>
        ))}
        {/* `HiddenCountTile` renders nothing for 0, and `OwnTile` renders nothing if the user has hidden it. */}
        <HiddenCountTile count={hiddenCount} className={tileClass} />
        {tiles.length === 0 && <PlaceholderTile className={tileClass} />}
        <Part key="own">
          <OwnTile className={arrangement === 'one' ? styles.corner : tileClass} />
        </Part>
      </div>
    </div>
  );
}

/**
 * The CSS variables that the grid reads. Videos are wider than high, so a wide area has about as many columns as rows, a square
 * area has more rows than columns, and a narrow area has one or two columns.
 */
function computeGridVariables(tileCount: number): CSSProperties {
  const columnCounts = {
    wide: Math.ceil(Math.sqrt(tileCount)),
    square: Math.ceil(Math.sqrt((tileCount * 9) / 16)),
    narrow: tileCount < 4 ? 1 : 2,
  };
  const variables = Object.entries(columnCounts).flatMap(([shape, columnCount]) => [
    [`--${shape}-columns`, columnCount],
    [`--${shape}-rows`, Math.ceil(tileCount / columnCount)],
  ]);
  return Object.fromEntries(variables) as CSSProperties;
}
