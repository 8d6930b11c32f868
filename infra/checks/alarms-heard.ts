import { listOf, ofTypes, property, targetOf } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";

export const alarmsHeard: Rule = {
  id: "alarms-heard",
  holds: "Every alarm tells a topic of the stack, and somebody reads it.",
  source: "45 CFR 164.308(a)(1)(ii)(D): an alarm that nobody hears is none",
  faults: all(
    each(["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"], {
      unless: (alarm, { template }) => {
        const topics = new Set(ofTypes(template, "AWS::SNS::Topic").map(({ id }) => id));
        const told = listOf(property(alarm, "AlarmActions")).map(targetOf);
        return told.some((id) => topics.has(id ?? "")) && property(alarm, "ActionsEnabled") !== false;
      },
      wrong: "tells nobody",
      remedy: "name the stack's topic in AlarmActions",
    }),
    each(["AWS::SNS::Topic"], {
      unless: (topic, { template }) =>
        listOf(property(topic, "Subscription")).length > 0 ||
        ofTypes(template, "AWS::SNS::Subscription").some(
          (one) => targetOf(property(one, "TopicArn")) === topic.id,
        ),
      wrong: "is read by nobody",
      remedy: "subscribe contacts.onCall",
    }),
    ({ template }) =>
      ofTypes(template, "AWS::CloudWatch::Alarm").length === 0
        ? [fault("Alarms", "are missing", "make the alarms of docs/incident.md")]
        : [],
  ),
};
