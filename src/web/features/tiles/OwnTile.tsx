import { useTranslation } from 'react-i18next';
import { useCall, useFeatureValue } from '../../calling/react.tsx';
import { layout } from './layout.ts';
import { VideoView } from './VideoView.tsx';
import { Tile } from './Tile.tsx';

/** The tile of the user's own video, while the camera is on and the user has not hidden the tile. */
export function OwnTile({ className }: { className: string }) {
  const { t } = useTranslation();
  const isLocalVideoStarted = useCall((call) => call.isLocalVideoStarted);
  const isHidden = useFeatureValue(layout, ({ isOwnTileHidden }) => isOwnTileHidden) ?? false;
  if (!isLocalVideoStarted || isHidden) return null;
  return (
    // The id of the stream is ignored for the user's own camera.
    <Tile name={t('call.you')} label={t('call.yourVideo')} className={className}>
      <VideoView participantId={null} streamId={0} />
    </Tile>
  );
}
