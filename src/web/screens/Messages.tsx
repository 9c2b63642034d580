import { AgentStatusBar } from '../areas/agent-status/AgentStatusBar.tsx';
import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import { PlacingBar } from '../areas/dial/PlacingBar.tsx';
import { OtherTabBar } from '../areas/incoming/OtherTabBar.tsx';
import { ProblemList } from '../areas/problems/ProblemList.tsx';
import { RejoinBar } from '../areas/rejoin/RejoinBar.tsx';
import { SurveyMessage } from './SurveyMessage.tsx';
import { Part } from '../ui/Parts.tsx';

/** These run when the user presses the button of a problem with the remedy `signIn`, `retry` or `checkConfiguration`. */
export interface Remedies {
  onSignIn: () => void;
  onRetry: () => void;
  onCheckSetUp: () => void;
}

/**
 * The messages that concern the whole phone, and what happened to calls. The offer to rejoin a call comes first: below a message
 * that goes away, it would move under the pointer, and a second press would place a call.
 */
export function Messages(remedies: Remedies) {
  return (
    <>
      <Part>
        <RejoinBar />
      </Part>
      <Part>
        <OtherTabBar />
      </Part>
      <Part>
        <AgentStatusBar />
      </Part>
      <Part>
        <PlacingBar />
      </Part>
      <Part>
        <ProblemList {...remedies} />
      </Part>
      <Part>
        <NoticeList />
      </Part>
      <Part>
        <SurveyMessage />
      </Part>
    </>
  );
}
