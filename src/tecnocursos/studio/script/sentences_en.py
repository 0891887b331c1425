"""The writer's American English."""

from __future__ import annotations

from tecnocursos.studio.script.phrases import Phrases, word_set

_PARTICLES = word_set(
    """a an the and or of to in on at by for with from is are be was it its as if no not do does how who why what
    you your we our my his her new old off out up all any can may one two use get set let put run see try yes so
    but has had now day way too few own per via"""
)
_ACTIONS = word_set(
    """add adjust apply ask attach avoid bring build call change check choose clean clear click close collect
    compare complete configure confirm connect continue copy create cut decide define delete describe disconnect
    do don't download drag draw enable ensure enter explain fill find finish follow format get give go hold
    identify import insert install keep learn leave let listen locate log look make measure mix move never note
    notice open pay pick place play plug point practice practise prepare press print pull push put read record
    reduce remember remove rename repeat replace report reset restart review run save say scan search select
    send set share show sign start stay stop store submit switch take talk tap test think tighten touch try turn
    type unplug unscrew update upload use verify visit wait wash watch wear write"""
)

ENGLISH = Phrases(
    continued="(continued)",
    conjunction="and",
    alternative="or",
    yes="yes",
    no="no",
    step="Step {number}: ",
    ordinals=("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"),
    item="Item {number}: ",
    list_end="And finally, ",
    columns="The table shows {columns}.",
    columns_of_labelled="Its columns are: {columns}.",
    labelled="{label} shows: {description}",
    caption_names={
        "figure": "Figure", "fig": "Figure", "picture": "Picture", "image": "Image", "photo": "Photo", "table": "Table",
        "tab": "Table", "chart": "Chart", "diagram": "Diagram", "map": "Map", "exhibit": "Exhibit",
    },
    picture="The picture shows: {description}",
    named_picture="On the screen: {description}",
    bare_picture="Look at the picture on the screen.",
    code="Look at the code on the screen.",
    plain_text="Look at the text on the screen.",
    code_in="The code on the screen is in {language}.",
    commands="Look at the commands on the screen.",
    code_continued="The code continues on the screen.",
    plain_text_continued="The text continues on the screen.",
    person_quote="In the words of {name}:",
    source_quote="Source: {name}",
    recap_title="What you have seen",
    recap="In this course, you have seen: {topics}.",
    recap_of_many="In this course, you have seen, among other topics: {topics}.",
    closing_titles=word_set(
        """thank thanks questions conclusion conclusions summary recap closing wrap-up wrapping takeaways contact
        contacts review end"""
    ),
    procedure_words=word_set(
        "step steps procedure procedures how instructions tutorial installation setup install configure follow sequence"
    ),
    actions=_ACTIONS,
    infinitive_endings=(),
    small_words=_PARTICLES | _ACTIONS | word_set(
        """each every some many more most less least this that these those when where while always never only also
        after before during between about other another three four five six seven eight nine ten height load indoor
        outdoor max min maximum minimum speed version author month city region phone address total average year week
        result goal target percentage rate code number category size weight width material tool activity duration
        level frequency range resource benefit signal situation option field unit technology model brand channel
        shift function role area team command base form past present future verb translation pronunciation question
        answer payment discount price value plan item product service description quantity date time type cause
        solution problem symptom action status name note feature cost color colour meaning example word rule
        band reach typical good bad long short green red"""
    ),
    stop_words=_PARTICLES | word_set(
        """this that these those they them their there then than when where which while will would should could have
        been being were also very just here into over about i me he she us"""
    ),
    picture_words=word_set(
        "photo photograph image picture figure diagram chart graph illustration drawing map screenshot screen icon logo"
    ),
    showing=word_set("show shows present presents display displays illustrate illustrates depict depicts"),
    callouts=word_set("attention note notes important warning caution tip tips danger notice reminder remark alert"),
    title_particles=_PARTICLES,
)  # fmt: skip
