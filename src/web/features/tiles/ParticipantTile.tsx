import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeatureValue, useParticipant } from '../../calling/react.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { PinButton } from './PinButton.tsx';
import { VideoView } from './VideoView.tsx';
import { Tile } from './Tile.tsx';
import { weakNetworks } from './weakNetworks.ts';

interface ParticipantTileProps {
  rawId: string;
  /** Whether the tile shows the participant, or the screen that the participant shares. */
  content: 'person' | 'screen';
  className: string;
}

/** The tile of another participant, or of that participant's shared screen. It re-renders only when the participant changes. */
export const ParticipantTile = memo(function ParticipantTile({
  rawId,
  content,
  className,
}: ParticipantTileProps) {
  const { t } = useTranslation();
  const participant = useParticipant(rawId);
  const name = usePersonName(rawId, participant?.displayName ?? null);
  const photo = usePhoto(rawId, 96);
  const isWeak = useFeatureValue(weakNetworks, ({ rawIds }) => rawIds.includes(rawId)) ?? false;
  if (!participant) return null;
  const streamType = content === 'screen' ? 'ScreenSharing' : 'Video';
  const shownStream = participant.videoStreams.find(
    ({ isAvailable, mediaStreamType }) => isAvailable && mediaStreamType === streamType,
  );
  const video = shownStream && <VideoView participantId={rawId} streamId={shownStream.id} />;
  if (content === 'screen') {
    const label = t('call.tileScreen', { name });
    return (
      <Tile name={label} label={label} className={className}>
        {video}
      </Tile>
    );
  }
  return (
    <Tile
      name={name}
      label={t(participant.isMuted ? 'call.tileMuted' : 'call.tile', { name })}
      isMuted={participant.isMuted}
      isSpeaking={participant.isSpeaking}
      isWeak={isWeak}
      stateText={participant.state === 'Connected' ? null : t(`people.states.${participant.state}`)}
      className={className}
      photo={photo}
      action={<PinButton rawId={rawId} name={name} />}
    >
      {video}
    </Tile>
  );
});
