import type { SamplePatient } from "./patients.ts";

type Condition = SamplePatient["conditions"][number];

/** Made-up first messages of the sample's patients, by condition. */
export const firstMessages: Readonly<Record<Condition, readonly string[]>> = {
  "heart-failure": [
    "Hello, I am new here. I walked to the corner and back today.",
    "Good morning. I weigh myself after breakfast. When do you do it?",
    "Hola a todos. Hoy me siento mejor que ayer.",
  ],
  diabetes: [
    "Hello. I have started to write down what I eat.",
    "Does anybody else find it hard to measure at work?",
    "Buenos días. Ayer caminé media hora después de cenar.",
  ],
  obesity: [
    "Hello everyone. I lost two pounds this month, slowly but surely.",
    "I take the stairs to the second floor now. Small steps.",
    "Hola. ¿Qué cenan ustedes cuando tienen prisa?",
  ],
  asthma: [
    "Hi. Cold mornings are hard for me. How do you go about them?",
    "I keep my inhaler by the door now, so that I do not forget it.",
    "Hola. Esta semana dormí bien, sin tos.",
  ],
};

/** Threads that some of them begin. */
export const firstThreads: Readonly<
  Record<Condition, { title: string; text: string; options?: readonly string[] }>
> = {
  "heart-failure": {
    title: "When do you weigh yourself?",
    text: "My nurse says: at the same time each day. What works for you?",
    options: ["Before breakfast", "After breakfast", "In the evening"],
  },
  diabetes: { title: "Snacks for long days", text: "What do you take along when you are out all day?" },
  obesity: {
    title: "Walking together",
    text: "Who would like to walk on Saturdays?",
    options: ["I would", "Not yet"],
  },
  asthma: { title: "Pollen season", text: "How do you get through the weeks with much pollen?" },
};
