import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Pin20Filled, Pin20Regular } from '@fluentui/react-icons/svg/pin';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import {
  useCall,
  useFeatureValue,
  useIsMuted,
  useParticipant,
  usePhone,
  useSession,
} from '../../calling/react.tsx';
import { usePhoto } from '../../people/usePhoto.ts';
import { VideoView } from './VideoView.tsx';
import { Tile } from './Tile.tsx';
import { weakNetworks } from './weakNetworks.ts';
import { layout } from './layout.ts';

const useStyles = makeStyles({
  button: {
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  // Visible while the pointer is on the tile, while the focus is on the button, and always on a touch screen.
  onDemand: {
    '@media (hover: hover)': {
      opacity: 0,
      ':is([data-tile]:hover *)': { opacity: 1 },
      ':focus-visible': { opacity: 1 },
    },
  },
});

interface ParticipantTileProps {
  /** The SDK's id of the participant, for example `8:orgid:…`. */
  rawId: string;
  /** Whether the tile shows the participant, or the screen that the participant shares. */
  content: 'person' | 'screen';
  /** Whether the tile is the only or the large one, which shows the whole picture. */
  isMain: boolean;
  className: string;
}

/** The tile of another participant, or of a screen that they share. It does not re-render when other participants change. */
export const ParticipantTile = memo(function ParticipantTile({
  rawId,
  content,
  isMain,
  className,
}: ParticipantTileProps) {
  const { t } = useTranslation();
  const participant = useParticipant(rawId);
  const name = usePersonName(rawId, participant?.displayName ?? null);
  const photo = usePhoto(rawId, 96);
  const isNetworkWeak = useFeatureValue(weakNetworks, ({ rawIds }) => rawIds.includes(rawId)) === true;
  if (!participant) return null;
  const streamType = content === 'screen' ? 'ScreenSharing' : 'Video';
  const shownStream = participant.videoStreams.find(({ mediaStreamType }) => mediaStreamType === streamType);
  const video = shownStream && (
    <VideoView participantId={rawId} streamId={shownStream.id} isWhole={isMain || content === 'screen'} />
  );
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
      isNetworkWeak={isNetworkWeak}
      stateText={participant.state === 'Connected' ? null : t(`people.states.${participant.state}`)}
      className={className}
      photo={photo}
      action={<PinButton rawId={rawId} name={name} />}
    >
      {video}
    </Tile>
  );
});

/** Pins or unpins a participant. A pinned participant has the large tile, but only for this user. Needs two other participants. */
function PinButton({ rawId, name }: { rawId: string; name: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const session = useSession();
  const isPinned = useFeatureValue(layout, ({ pinnedId }) => pinnedId === rawId);
  const canPin = useFeatureValue(layout, ({ participantCount }) => participantCount >= 2);
  if (!canPin) return null;
  const label = t(isPinned ? 'layout.unpin' : 'layout.pin', { name });
  return (
    <Button
      size="small"
      appearance="subtle"
      className={mergeClasses(styles.button, !isPinned && styles.onDemand)}
      icon={isPinned ? <Pin20Filled /> : <Pin20Regular />}
      aria-label={label}
      title={label}
      onClick={() => void session.run(layout, { pinnedId: isPinned ? null : rawId })}
    />
  );
}

/** The user's own tile, unless the user has hidden it. Without video, it shows the user's photo. */
export function OwnTile({ className }: { className: string }) {
  const { t } = useTranslation();
  const isLocalVideoStarted = useCall((call) => call.isLocalVideoStarted);
  const isHidden = useFeatureValue(layout, ({ isOwnTileHidden }) => isOwnTileHidden);
  const { ownId } = usePhone();
  const isMuted = useIsMuted();
  const photo = usePhoto(ownId, 96);
  const avatarName = usePersonName(ownId);
  if (isHidden) return null;
  const nameInLabel = t(isLocalVideoStarted ? 'call.yourVideo' : 'call.you');
  return (
    <Tile
      name={t('call.you')}
      avatarName={avatarName}
      label={t(isMuted ? 'call.tileMuted' : 'call.tile', { name: nameInLabel })}
      isMuted={isMuted}
      className={className}
      photo={photo}
    >
      {/* For the user's own camera, `VideoView` ignores `streamId`. */}
      {isLocalVideoStarted && <VideoView participantId={null} streamId={0} />}
    </Tile>
  );
}
