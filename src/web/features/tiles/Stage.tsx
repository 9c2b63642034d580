import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCall, usePersonName } from '../../calling/react.tsx';
import { ParticipantTile } from './ParticipantTile.tsx';
import { Picture } from './Picture.tsx';
import { Tile } from './Tile.tsx';

const useStyles = makeStyles({
  stage: { position: 'relative', flexGrow: 1, minHeight: 0, padding: tokens.spacingHorizontalM },
  grid: {
    display: 'grid',
    height: '100%',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))',
    gridAutoRows: 'minmax(0, 1fr)',
  },
  own: {
    position: 'absolute',
    insetInlineEnd: tokens.spacingHorizontalXXL,
    bottom: tokens.spacingVerticalXXL,
    width: 'clamp(112px, 22%, 240px)',
    aspectRatio: '16 / 9',
    boxShadow: tokens.shadow16,
  },
});

/** Everybody in the call, and our own picture in the corner while the camera is on. */
export function Stage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { participants, other, isLocalVideoStarted } = useCall();
  const otherName = usePersonName(other);
  return (
    <div className={styles.stage}>
      <div className={styles.grid}>
        {participants.map((participant) => (
          <ParticipantTile key={participant.id} participant={participant} />
        ))}
        {/* Until the SDK lists the person called, their place is already there. */}
        {participants.length === 0 && <Tile name={otherName} label={t('call.tile', { name: otherName })} />}
      </div>
      {isLocalVideoStarted && (
        <Tile name={t('call.you')} label={t('call.yourVideo')} className={styles.own}>
          <Picture participant={null} stream={0} />
        </Tile>
      )}
    </div>
  );
}
