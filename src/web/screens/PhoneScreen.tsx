import { useDeferredValue, type ComponentType, type ReactNode } from 'react';
import { PhoneProvider, usePhoneState } from '../calling/react.tsx';
import type { OpenPreview } from '../calling/devices/preview.ts';
import type { Phone } from '../calling/phone.ts';
import { CallList } from '../areas/calls/CallList.tsx';
import { LinkedDialBox } from '../areas/dial/LinkedDialBox.tsx';
import { FavouritesList } from '../areas/favourites/FavouritesList.tsx';
import { IncomingCalls } from '../areas/incoming/IncomingCalls.tsx';
import { RingingRows } from '../areas/incoming/RingingRows.tsx';
import { JoinDevices } from '../areas/meetings/JoinDevices.tsx';
import { QueueLine } from '../areas/queue/QueueLine.tsx';
import type { Remedies } from '../areas/problems/ProblemList.tsx';
import { Rail } from '../areas/rail/Rail.tsx';
import { useShowsOnlyCall } from '../integration/IntegrationContext.ts';
import { AllowedHeadset } from '../headset/AllowedHeadset.tsx';
import { EachPart, Part } from '../ui/Parts.tsx';
import { Console } from './Console.tsx';
import { Messages } from './Messages.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TabIcon } from './TabIcon.tsx';
import { useHasNoSideColumn } from '../ui/useScreenWidth.ts';
import { useSecondPressGuard } from '../ui/useSecondPressGuard.ts';

interface PhoneScreenProps extends Remedies {
  phone: Phone;
  /** A prop, because the component is in a chunk (a file of the build) that loads with the Calling SDK. */
  CallScreen: ComponentType;
  preview: OpenPreview;
  account: ReactNode;
  /** The name of this deployment; `null` for no name. */
  label: string | null;
}

/** The phone of a connected user: the console (the main screen), the cards of incoming calls, the shortcuts, the tab's icon and the headset. */
export function PhoneScreen({ phone, CallScreen, preview, account, label, ...remedies }: PhoneScreenProps) {
  useSecondPressGuard();
  // The user can call before the rest is rendered.
  const rendersRest = useDeferredValue(true, false);
  const showsOnlyCall = useShowsOnlyCall();
  return (
    <PhoneProvider phone={phone}>
      {rendersRest && (
        <Part>
          <IncomingCalls />
        </Part>
      )}
      <Console
        CallScreen={CallScreen}
        preview={preview}
        // These parts are created here, so that they do not render again when `Console` shows another call.
        rail={showsOnlyCall ? null : <Rail label={label}>{rendersRest && account}</Rail>}
        dialBox={<LinkedDialBox meetingOptions={<JoinDevices />} />}
        messages={rendersRest && <Messages {...remedies} />}
        calls={
          rendersRest &&
          (showsOnlyCall ? (
            <CallsOfFrame />
          ) : (
            <>
              <QueueLine />
              <CallList ringingRows={<RingingRows />} />
            </>
          ))
        }
        favourites={!showsOnlyCall && rendersRest && <FavouritesList />}
      />
      <EachPart>
        <Shortcuts />
        {rendersRest && <TabIcon />}
        {rendersRest && <AllowedHeadset />}
      </EachPart>
    </PhoneProvider>
  );
}

/** The list of calls where the phone shows only the call. Without its column, it appears only to lead back to a call on hold. */
function CallsOfFrame() {
  const hasSeveralCalls = usePhoneState(({ calls }) => calls.length > 1);
  return (!useHasNoSideColumn() || hasSeveralCalls) && <CallList ringingRows={<RingingRows />} />;
}
