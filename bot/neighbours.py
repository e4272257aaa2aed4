"""Who lives in the sample neighbourhood, and what is planned there. Must not know what they do."""

from dataclasses import dataclass

from bot.categories import shipped_categories
from community.house import House

HOUSE = House(
    name="幸福里社区",
    buildings=tuple(f"{number}号楼" for number in range(1, 7)),
    first_admin=1006,
    privacy_contact="社区服务中心，幸福路 8 号一楼",
    every_quarter=True,
    categories=shipped_categories(),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    id: int
    name: str
    language: str
    note: str = ""  # people with a note can be played
    building: str = ""
    rooms: str = ""
    helps: bool = False


NEW = Somebody(1003, "Emma", "en", "居民 · 新来的")
RESIDENTS = (
    Somebody(1001, "王秀兰", "zh_Hans", "居民 · 68 岁", "3号楼", "2-501"),
    Somebody(1002, "林志明", "zh_Hant", "居民 · 說繁體", "5号楼", "1-203"),
)
VOLUNTEER = Somebody(1004, "陈晓东", "zh_Hans", "志愿者", "1号楼", "1-1102", helps=True)
STAFF = Somebody(1005, "李敏", "zh_Hans", "社区工作者")
ADMIN = Somebody(1006, "赵刚", "zh_Hans", "管理员")
PLAYED = (*RESIDENTS, NEW, VOLUNTEER, STAFF, ADMIN)
OTHERS = tuple(
    Somebody(2001 + number, name, "zh_Hans", building=f"{number % 6 + 1}号楼", rooms="1-101")
    for number, name in enumerate(("刘建国", "张桂英", "陈静", "周磊", "吴芳", "郑浩然"))
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What staff type and tap to make an activity, in the order of the form."""

    title: str
    days_ahead: int
    hour: str
    place: str
    capacity: str
    companions: str
    details: str
    who: str = ""
    point: tuple[float, float] | None = None
    lasts: str = ""
    draw: tuple[int, str] | None = None  # by lot: so many days ahead, at this hour
    asks: tuple[str, ...] = ()  # ready questions, by their labels


FLOWERS = Plan(
    title="楼前种花",
    days_ahead=2,
    hour="9:30",
    place="3号楼前绿地",
    capacity="20",
    companions="3",
    details="花苗和工具由社区准备，请穿耐脏的衣服。小朋友也欢迎来浇水。",
    lasts="90 分钟",
)

PLANS = (
    Plan(
        title="旧物交换市集",
        days_ahead=15,
        hour="9:00",
        place="中心花园",
        capacity="50",
        companions="5",
        details="家里用不上的书、玩具、小家电都可以带来，换一件您喜欢的。摊位现场领取，下雨改期。",
        point=(31.2304, 121.4737),
    ),
    Plan(
        title="手机课堂：挂号与缴费",
        days_ahead=8,
        hour="14:00",
        place="社区图书室",
        capacity="10",
        companions="1",
        details="志愿者一对一教您用手机挂号、缴水电费。请带上手机和充电线。",
        who="60 岁以上的邻居优先",
        asks=("Age", "Phone"),
    ),
    Plan(
        title="亲子烘焙课",
        days_ahead=6,
        hour="15:00",
        place="社区食堂",
        capacity="8",
        companions="1",
        details="一家一个烤盘，做小熊饼干带回家。名额少，抽签决定，人人机会相同。",
        who="带 6 到 12 岁孩子的家庭",
        lasts="2 小时",
        draw=(4, "18:00"),
        asks=("Allergies",),
    ),
    Plan(
        title="太极晨练",
        days_ahead=5,
        hour="9:00",
        place="中心花园凉亭",
        capacity="30",
        companions="1",
        details="张老师带大家打二十四式，零基础也可以来。",
        point=(31.2308, 121.4729),
    ),
    Plan(
        title="一起包饺子",
        days_ahead=3,
        hour="10:00",
        place="一楼活动室",
        capacity="12",
        companions="3",
        details="面粉和馅料由社区准备，请自带围裙。包好一起吃，也给楼里的老人送一份。",
    ),
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What staff type to plan a shift of two hours."""

    title: str
    days_ahead: int
    hour: str
    place: str
    people: str
    taken_by: Somebody | None = None


WATCHES = (
    Watch("夜间巡逻", 2, "19:00", "北门岗亭", "2", VOLUNTEER),
    Watch("图书室值守", 3, "15:00", "社区图书室", "2"),
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody reports, as they type it, and what the staff answer."""

    who: Somebody
    words: str
    kind: str  # as its button says
    category: str  # its id
    anonymous: bool = False
    answer: str = ""


MATTERS = (
    Matter(
        who=RESIDENTS[0],
        words="三号楼电梯这两天老停在二楼不动，我腿脚不好，上下楼很不方便。",
        kind="Complaint",
        category="lift",
        answer="维修师傅今天下午三点到，换一块门板控制器，修好后我们再告诉您。",
    ),
    Matter(
        who=RESIDENTS[1],
        words="建議在花園的大樹下多放兩張長椅，老人家走累了可以坐坐。",
        kind="Suggestion",
        category="greenery",
    ),
    Matter(
        who=VOLUNTEER,
        words="楼上半夜十二点还在拖家具，噪音很大，敲门也不开。",
        kind="Complaint",
        category="noise",
        anonymous=True,
    ),
)
