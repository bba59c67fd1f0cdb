/* SPDX-License-Identifier: MIT
 *
 * Names of what the element aestheticscore puts on every buffer and on the bus. Both are GstStructures, so
 * this header is a convenience: nothing needs to be linked to read them.
 *
 *   GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, AESTHETIC_SCORE_META_NAME);
 *   double overall;
 *   if (meta != NULL)
 *     gst_structure_get_double (gst_custom_meta_get_structure (meta), AESTHETIC_SCORE_OVERALL, &overall);
 *
 * The metadata has no tags: it stays on the buffer through scaling, conversion, encoders and decoders.
 */
#pragma once

/* The GstCustomMeta. */
#define AESTHETIC_SCORE_META_NAME "GstAestheticScoreMeta"

/* The GST_MESSAGE_ELEMENT, posted for fresh scores, and the structure of the property `last-score`. */
#define AESTHETIC_SCORE_MESSAGE_NAME "aesthetic-score"

/* Fields of all three. Scores are in 0..1, times in nanoseconds. */
#define AESTHETIC_SCORE_OVERALL "overall"       /* double */
#define AESTHETIC_SCORE_ATTRIBUTES "attributes" /* GstStructure: name -> double, each task but the first */
#define AESTHETIC_SCORE_MODEL "model"           /* string: name in the model card */
#define AESTHETIC_SCORE_FRESH "fresh"           /* boolean: computed on this very frame */
#define AESTHETIC_SCORE_PTS "score-pts"         /* guint64: PTS of the scored frame, or GST_CLOCK_TIME_NONE */
#define AESTHETIC_SCORE_AGE "age" /* guint64: this frame's PTS - score-pts; 0 if fresh or unknown */

/* A sticky event of this name goes downstream before the first frame that carries scores of a model. */
#define AESTHETIC_CHOICE_EVENT_NAME "aesthetic-choice"
#define AESTHETIC_CHOICE_BY "by" /* string: what its card chooses frames by, "overall=0.7,quality=0.3" */

/* Further fields of the message: guint64, GST_CLOCK_TIME_NONE where the frame does not say. */
#define AESTHETIC_SCORE_TIMESTAMP "timestamp" /* PTS */
#define AESTHETIC_SCORE_STREAM_TIME "stream-time"
#define AESTHETIC_SCORE_RUNNING_TIME "running-time"
#define AESTHETIC_SCORE_DURATION "duration"
