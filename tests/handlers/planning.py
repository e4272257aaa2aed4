"""A plan as staff send it in tests."""

HEADERS = "月份,标题,类型,对象,地点,建议日期,名额,需志愿者,负责人,备注"
DUMPLINGS = "6,端午包粽子,亲子,家庭,社区食堂,端午节前一日 14:00,36,4,文体专员,每户最多四人"
CLASS = "7,暑期课堂,培训,青少年,图书室,7月每周一、三、五 09:00,25,6,关工委,系列,12次"
VISITS = "6,退休党员走访,走访,退休党员,入户,6月28日 09:00,,10,党建专员,"
SNOW = "11,扫雪志愿队集结,志愿,志愿者,物业门前,首场雪后 06:30,,20,环卫专员,以雪为令"


def plan(*rows, headers=HEADERS):
    return "\n".join([headers, *rows]).encode()


async def sends_file(neighbour, content, name="plan.csv"):
    await neighbour._do(
        lambda world, chat: world.send_file(
            neighbour.id, chat, content, kind="document", file_name=name
        )
    )


async def sends_plan(staff, content, *, year="2027", name="plan.csv"):
    await staff.types("/plan")
    await staff.taps("导入表格")
    await staff.taps(year)
    await sends_file(staff, content, name)
