import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../calling/react.tsx';
import type { ParticipantSnapshot } from '../../calling/snapshot.ts';
import { Picture } from './Picture.tsx';
import { Tile } from './Tile.tsx';

/** Another person in the call. Memoised: a change of one participant re-renders that one's tile. */
export const ParticipantTile = memo(function ParticipantTile({
  participant,
}: {
  participant: ParticipantSnapshot;
}) {
  const { t } = useTranslation();
  const name = usePersonName(participant.id, participant.displayName);
  // A shared screen says more than a face.
  const available = participant.videoStreams.filter((stream) => stream.isAvailable);
  const shown = available.find((stream) => stream.mediaStreamType === 'ScreenSharing') ?? available[0];
  return (
    <Tile
      name={name}
      label={t(participant.isMuted ? 'call.tileMuted' : 'call.tile', { name })}
      isMuted={participant.isMuted}
      isSpeaking={participant.isSpeaking}
    >
      {shown && <Picture participant={participant.id} stream={shown.id} />}
    </Tile>
  );
});
