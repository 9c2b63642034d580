import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import {
  AgentMessage,
  OtherTabMessage,
  PlacingMessage,
  RejoinMessage,
} from '../areas/phone-messages/PhoneMessages.tsx';
import { ProblemList, type Remedies } from '../areas/problems/ProblemList.tsx';
import { SurveyMessage } from './SurveyMessage.tsx';
import { EachPart } from '../ui/Parts.tsx';

/**
 * The messages that concern the whole phone, and what happened to calls. The offer to rejoin a call comes first. If it
 * stood below a message that disappears when it is pressed, the offer would move under the pointer, and a second press would place
 * a call.
 */
export const Messages = (remedies: Remedies) => (
  <EachPart>
    <RejoinMessage />
    <OtherTabMessage />
    <AgentMessage />
    <PlacingMessage />
    <ProblemList {...remedies} />
    <NoticeList />
    <SurveyMessage />
  </EachPart>
);
