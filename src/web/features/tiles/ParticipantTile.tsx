import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeatureValue, useParticipant } from '../../calling/react.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { Picture } from './Picture.tsx';
import { Tile } from './Tile.tsx';
import { weakLinks } from './weakLinks.ts';

interface ParticipantTileProps {
  /** Raw id. */
  id: string;
  /** Whether the tile shows the participant, or the screen that they share. */
  what: 'person' | 'screen';
  className: string;
}

/** Another participant, or their screen. It re-renders only when this participant changes. */
export const ParticipantTile = memo(function ParticipantTile({ id, what, className }: ParticipantTileProps) {
  const { t } = useTranslation();
  const participant = useParticipant(id);
  const name = usePersonName(id, participant?.displayName ?? null);
  const photo = usePhoto(id, 96);
  const isWeak = useFeatureValue(weakLinks, ({ ids }) => ids.includes(id)) ?? false;
  if (!participant) return null;
  const wanted = what === 'screen' ? 'ScreenSharing' : 'Video';
  const shown = participant.videoStreams.find(
    ({ isAvailable, mediaStreamType }) => isAvailable && mediaStreamType === wanted,
  );
  const picture = shown && <Picture participant={id} stream={shown.id} />;
  if (what === 'screen') {
    const label = t('call.tileScreen', { name });
    return (
      <Tile name={label} label={label} className={className}>
        {picture}
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
      standing={participant.state === 'Connected' ? null : t(`people.states.${participant.state}`)}
      className={className}
      photo={photo}
    >
      {picture}
    </Tile>
  );
});
