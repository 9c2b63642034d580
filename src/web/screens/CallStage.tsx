import { makeStyles, tokens } from '@fluentui/react-components';
import { CallOrigin, CallStatus, CallTime, CallTitle } from '../areas/call-status/CallStatus.tsx';
import { HoldMessage } from '../areas/call-status/HoldMessage.tsx';
import { onPhoneCall, stageContainer } from '../ui/callWidth.ts';
import { LaterInCall, renderFeatures } from './renderFeatures.tsx';
import { EachPart, Part } from '../ui/Parts.tsx';

const useStyles = makeStyles({
  top: {
    gridColumn: '1 / -1',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minWidth: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0`,
    [onPhoneCall]: { flexWrap: 'wrap', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} 0` },
  },
  end: {
    marginInlineStart: 'auto',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  stage: {
    ...stageContainer,
    gridColumn: 1,
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    // The user's own tile makes room for captions.
    ':has([data-captions])': { '--captions-height': '100px' },
  },
  // Notices lie over the videos, so that no video changes its size when a notice comes or goes. The names of the participants
  // are at the lower edges of their tiles.
  notices: {
    position: 'absolute',
    zIndex: 1,
    top: tokens.spacingVerticalXL,
    insetInline: tokens.spacingHorizontalXL,
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingVerticalXS,
    pointerEvents: 'none',
    '& > *': { pointerEvents: 'auto' },
  },
});

export function CallTop() {
  const styles = useStyles();
  return (
    <div className={styles.top}>
      <EachPart>
        <CallTitle />
        <CallStatus />
        <CallOrigin />
      </EachPart>
      <div className={styles.end}>
        <Part>
          <CallTime />
        </Part>
        <LaterInCall>{renderFeatures('Chip')}</LaterInCall>
      </div>
    </div>
  );
}

export function CallStage() {
  const styles = useStyles();
  return (
    <div className={styles.stage}>
      {renderFeatures('Stage')}
      <Part>
        <HoldMessage />
      </Part>
      <LaterInCall>
        {renderFeatures('Overlay')}
        <div className={styles.notices}>{renderFeatures('Banner')}</div>
      </LaterInCall>
    </div>
  );
}
