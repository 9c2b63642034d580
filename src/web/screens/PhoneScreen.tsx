import type { ComponentType, ReactNode } from 'react';
import { useMainView } from '../base/useMainView.ts';
import { PhoneProvider } from '../calling/react.tsx';
import type { OpenPreview } from '../calling/devices/preview.ts';
import type { Phone } from '../calling/phone.ts';
import { CallList } from '../areas/calls/CallList.tsx';
import { LinkedDialBox } from '../areas/dial/LinkedDialBox.tsx';
import { FavouritesList } from '../areas/favourites/FavouritesList.tsx';
import { IncomingCalls } from '../areas/incoming/IncomingCalls.tsx';
import { RingingRows } from '../areas/incoming/RingingRows.tsx';
import type { Remedies } from '../areas/problems/ProblemList.tsx';
import { Rail } from '../areas/rail/Rail.tsx';
import { EachPart, Part } from '../ui/Parts.tsx';
import { Console, type ConsoleProps } from './Console.tsx';
import { MainArea } from './MainArea.tsx';
import { Messages } from './Messages.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TabIcon } from './TabIcon.tsx';
import { useSecondPressGuard } from '../ui/useSecondPressGuard.ts';
import { useShownCall } from './useShownCall.ts';

interface PhoneScreenProps extends Remedies {
  phone: Phone;
  /** A prop, because the component is in a chunk that loads with the Calling SDK. */
  CallScreen: ComponentType;
  preview: OpenPreview;
  account: ReactNode;
  /** The name of this deployment; `null` for no name. */
  label: string | null;
}

export function PhoneScreen({ phone, CallScreen, preview, account, label, ...remedies }: PhoneScreenProps) {
  useSecondPressGuard();
  return (
    <PhoneProvider phone={phone}>
      <Part>
        <IncomingCalls />
      </Part>
      <PhoneConsole
        CallScreen={CallScreen}
        preview={preview}
        // These parts are created here, so that they need not render again when another call comes to the screen.
        rail={<Rail label={label}>{account}</Rail>}
        dialBox={<LinkedDialBox />}
        messages={<Messages {...remedies} />}
        calls={<CallList ringingRows={<RingingRows />} />}
        favourites={<FavouritesList />}
      />
      <EachPart>
        <Shortcuts />
        <TabIcon />
      </EachPart>
    </PhoneProvider>
  );
}

interface PhoneConsoleProps
  extends Pick<PhoneScreenProps, 'CallScreen' | 'preview'>, Omit<ConsoleProps, 'showsCall' | 'children'> {}

function PhoneConsole({ CallScreen, preview, favourites, ...parts }: PhoneConsoleProps) {
  const session = useShownCall();
  const view = useMainView();
  return (
    <Console
      {...parts}
      favourites={view === 'people' ? null : favourites}
      showsCall={session !== null && view === 'calls'}
    >
      <MainArea session={session} CallScreen={CallScreen} preview={preview} />
    </Console>
  );
}
