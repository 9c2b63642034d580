import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { useCall, useFeature, useFeatureValue } from '../../calling/react.tsx';
import { layout } from './layout.ts';
import { ownTile } from './ownTile.ts';
import { VideoView } from './VideoView.tsx';
import { Tile } from './Tile.tsx';

/** The tile of the user, unless the user has hidden it. Without video it shows the user's photo. */
export function OwnTile({ className }: { className: string }) {
  const { t } = useTranslation();
  const isLocalVideoStarted = useCall((call) => call.isLocalVideoStarted);
  const isHidden = useFeatureValue(layout, ({ isOwnTileHidden }) => isOwnTileHidden) ?? false;
  const { ownId, isMuted } = useFeature(ownTile).state;
  const photo = usePhoto(ownId, 96);
  const avatarName = usePersonName(ownId);
  if (isHidden) return null;
  const name = t(isLocalVideoStarted ? 'call.yourVideo' : 'call.you');
  return (
    <Tile
      name={t('call.you')}
      avatarName={avatarName}
      label={t(isMuted ? 'call.tileMuted' : 'call.tile', { name })}
      isMuted={isMuted}
      className={className}
      photo={photo}
    >
      {/* The id of the stream is ignored for the user's own camera. */}
      {isLocalVideoStarted && <VideoView participantId={null} streamId={0} />}
    </Tile>
  );
}
